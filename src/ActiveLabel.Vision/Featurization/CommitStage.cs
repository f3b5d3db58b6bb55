using System.Buffers;
using System.Threading.Channels;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Vision.Featurization;

/// <summary>
/// The pipeline's one end: rows to disk, then their index, then the count that people see. Syncing a disk takes longer
/// than computing a batch, so whatever came within a fifth of a second goes together.
/// </summary>
internal sealed class CommitStage(
    string featurizerId, IVectorWriter store, IVectorIndex index, ProgressMeter progress, TimeProvider time)
{
    private const int MostRows = 256;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly List<Outcome> _waiting = [];

    /// <summary>Stores all that comes until the channel is complete. It is not cancelled: what was computed is kept.</summary>
    public async Task RunAsync(ChannelReader<Outcome> outcomes)
    {
        while (await outcomes.WaitToReadAsync(CancellationToken.None))
        {
            var start = time.GetTimestamp();
            await GatherAsync(outcomes, start);
            await CommitAsync();
        }
    }

    private async Task GatherAsync(ChannelReader<Outcome> outcomes, long start)
    {
        using var pace = new CancellationTokenSource(Pace, time);
        try
        {
            var rows = 0;
            while (rows < MostRows && time.GetElapsedTime(start) < Pace && await outcomes.WaitToReadAsync(pace.Token))
            {
                while (rows < MostRows && outcomes.TryRead(out var outcome))
                {
                    _waiting.Add(outcome);
                    rows += outcome.Images.Length;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The fifth of a second is over.
        }
    }

    private async Task CommitAsync()
    {
        var rows = Append();
        if (rows.Count > 0) await index.AddAsync(featurizerId, rows, CancellationToken.None);
        var failed = 0;
        foreach (var outcome in _waiting.Where(o => o.Failure is not null))
        {
            await index.AddFailureAsync(featurizerId, outcome.Images[0], outcome.Failure!, CancellationToken.None);
            failed++;
        }
        _waiting.Clear();
        progress.Add(rows.Count, failed);
    }

    private List<VectorRow> Append()
    {
        var rows = new List<VectorRow>();
        var values = _waiting.Sum(o => o.VectorValues);
        if (values == 0) return rows;
        var together = ArrayPool<float>.Shared.Rent(values);
        var end = 0;
        var row = store.RowCount;
        foreach (var outcome in _waiting)
        {
            if (outcome.Vectors is null) continue;
            outcome.Vectors.AsSpan(0, outcome.VectorValues).CopyTo(together.AsSpan(end));
            end += outcome.VectorValues;
            ArrayPool<float>.Shared.Return(outcome.Vectors);
            foreach (var image in outcome.Images) rows.Add(new VectorRow(image, row++));
        }
        store.Append(together.AsSpan(0, end));
        ArrayPool<float>.Shared.Return(together);
        return rows;
    }
}
