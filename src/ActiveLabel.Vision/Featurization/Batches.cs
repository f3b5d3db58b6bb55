using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Inference;

namespace ActiveLabel.Vision.Featurization;

/// <summary>
/// The batches that go round between decoders and one device: free places to the decoders, full batches to the device.
/// There are only so many, which is what bounds the pipeline. A place whose image turns out broken goes to another image.
/// </summary>
internal sealed class Batches : IDisposable
{
    private readonly WaitingLine<Place> _free;
    private readonly WaitingLine<OpenBatch> _full;
    private readonly OpenBatch[] _all;

    public Batches(FeatureSession session, int size, int decoders)
    {
        // In each lane one that is computed and one that waits, and as many as the decoders fill at once.
        var count = 2 * session.Lanes + (decoders + size - 1) / size;
        _all = [.. Enumerable.Range(0, count).Select(_ => new OpenBatch(session.CreateBatch(size)))];
        _free = new(_all.Sum(b => b.Tensors.Capacity));
        _full = new(_all.Length);
        foreach (var batch in _all) Free(batch);
    }

    public Place TakePlace(CancellationToken cancel) =>
        _free.Take(out var place, cancel) ? place : throw new InvalidOperationException("Places never run out for good.");

    public void Fill(Place place, ImageHash image)
    {
        if (place.Batch.Fill(place.Index, image)) _full.Put(place.Batch);
    }

    public void GiveBack(Place place) => _free.Put(place);

    /// <summary>All images are decoded: what did not fill a batch is computed as it is.</summary>
    public void Complete()
    {
        // All places are taken out before the first batch is handed over: the device gives a batch's places back at once.
        var partial = new HashSet<OpenBatch>();
        while (_free.Take(out var place, TimeSpan.Zero))
        {
            if (place.Batch.Count > 0) partial.Add(place.Batch);
        }
        foreach (var batch in partial)
        {
            batch.CloseGaps();
            _full.Put(batch);
        }
        _full.Complete();
    }

    /// <returns>False when there will be no more.</returns>
    public bool TakeFull(out OpenBatch batch, CancellationToken cancel) => _full.Take(out batch!, cancel);

    /// <summary>Gives the places of an emptied batch to the decoders again.</summary>
    public void Free(OpenBatch batch)
    {
        for (var i = 0; i < batch.Tensors.Capacity; i++) _free.Put(new Place(batch, i));
    }

    public void Dispose()
    {
        foreach (var batch in _all) batch.Dispose();
    }
}
