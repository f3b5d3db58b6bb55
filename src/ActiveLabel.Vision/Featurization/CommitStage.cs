using System.Buffers;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Featurization;

/// <summary>
/// The pipeline's one end: rows to disk, then their index, then the count that people see. Syncing a disk takes longer
/// than computing a small batch, so whatever came within a fifth of a second goes together, unless it is worth a sync before.
/// </summary>
internal sealed class CommitStage(
    string featurizerId, IVectorWriter store, IVectorIndex index, ProgressMeter progress, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly List<Outcome> _waiting = [];
    private readonly List<VectorRow> _rows = [];

    /// <summary>Stores all that is found until nothing more will be. It is not cancelled: what was computed is kept.</summary>
    public void Run(Outcomes outcomes)
    {
        while (outcomes.TakeFound(out var first))
        {
            Gather(first, outcomes);
            CommitAsync().GetAwaiter().GetResult();
        }
    }

    private void Gather(Outcome first, Outcomes outcomes)
    {
        var start = time.GetTimestamp();
        var vectors = Add(first);
        // What is there already goes along in any case, and costs nothing.
        while (outcomes.TakeFound(out var next, vectors < Outcomes.Worthwhile ? Left(start) : TimeSpan.Zero)) vectors += Add(next);
    }

    private int Add(Outcome outcome)
    {
        _waiting.Add(outcome);
        return outcome.Failure is null ? outcome.Images.Length : 0;
    }

    private TimeSpan Left(long start)
    {
        var left = Pace - time.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task CommitAsync()
    {
        Append();
        if (_rows.Count > 0) await index.AddAsync(featurizerId, _rows, CancellationToken.None);
        var failed = 0;
        foreach (var outcome in _waiting)
        {
            if (outcome.Failure is null) continue;
            await index.AddFailureAsync(featurizerId, outcome.Images[0], outcome.Failure, CancellationToken.None);
            failed++;
        }
        foreach (var outcome in _waiting) outcome.GiveBack();
        _waiting.Clear();
        progress.Add(_rows.Count, failed);
    }

    private void Append()
    {
        _rows.Clear();
        var values = 0;
        foreach (var outcome in _waiting) values += outcome.Vectors.Length;
        if (values == 0) return;
        var together = ArrayPool<float>.Shared.Rent(values);
        var end = 0;
        var row = store.RowCount;
        foreach (var outcome in _waiting)
        {
            if (outcome.Failure is not null) continue;
            outcome.Vectors.CopyTo(together.AsSpan(end));
            end += outcome.Vectors.Length;
            foreach (var image in outcome.Images) _rows.Add(new VectorRow(image, row++));
        }
        store.Append(together.AsSpan(0, end));
        ArrayPool<float>.Shared.Return(together);
    }
}
