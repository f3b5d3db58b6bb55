using System.Diagnostics.CodeAnalysis;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Vision.Featurization;

/// <summary>
/// The outcomes that go round between devices, decoders and the commit stage. A device takes an empty one before it
/// computes, and it is empty again once its vectors are stored: so there are never more computed vectors that a kill
/// could lose than all outcomes have room for.
/// </summary>
internal sealed class Outcomes
{
    /// <summary>Vectors that are worth a sync of the disk, which takes longer than computing a small batch.</summary>
    public const int Worthwhile = 64;

    private const int MostRefusals = 64;

    private readonly WaitingLine<Outcome> _found;
    private readonly WaitingLine<Outcome>[] _empty;
    private readonly WaitingLine<Outcome> _emptyRefusals;

    /// <param name="devices">Of each: batches that it computes at once, and images in one.</param>
    public Outcomes(IReadOnlyList<(int Lanes, int Batch)> devices, int vectorLength)
    {
        _empty = [.. devices.Select(d => Make(CountFor(d.Lanes, d.Batch), d.Batch, vectorLength))];
        _emptyRefusals = Make(MostRefusals, 1, 0);
        _found = new(devices.Sum(d => CountFor(d.Lanes, d.Batch)) + MostRefusals);
    }

    /// <summary>
    /// While some are stored, as many can be computed: a batch in each lane, or what is worth a sync where that is more.
    /// </summary>
    public static int CountFor(int lanes, int batch) => 2 * Math.Max(lanes, (Worthwhile + batch - 1) / batch);

    /// <summary>Waits until one is empty.</summary>
    public Outcome TakeEmpty(int device, CancellationToken cancel) => Take(_empty[device], cancel);

    public void Found(Outcome outcome) => _found.Put(outcome);

    public void Refused(ImageHash image, string reason, CancellationToken cancel)
    {
        var refusal = Take(_emptyRefusals, cancel);
        refusal.Failed(image, reason);
        _found.Put(refusal);
    }

    /// <summary>Nothing more will be found.</summary>
    public void Complete() => _found.Complete();

    /// <returns>False when there will be no more.</returns>
    public bool TakeFound([MaybeNullWhen(false)] out Outcome outcome) => _found.Take(out outcome, CancellationToken.None);

    /// <returns>False when none was found in that time, or there will be no more.</returns>
    public bool TakeFound([MaybeNullWhen(false)] out Outcome outcome, TimeSpan longest) => _found.Take(out outcome, longest);

    private static WaitingLine<Outcome> Make(int count, int capacity, int vectorLength)
    {
        var line = new WaitingLine<Outcome>(count);
        for (var i = 0; i < count; i++) line.Put(new Outcome(line, capacity, vectorLength));
        return line;
    }

    private static Outcome Take(WaitingLine<Outcome> line, CancellationToken cancel) =>
        line.Take(out var outcome, cancel) ? outcome : throw new InvalidOperationException("Outcomes never run out for good.");
}
