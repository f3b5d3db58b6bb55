using System.Threading.Channels;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Inference;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Featurization;

/// <summary>Vectors of images that belong to no project: they are looked at once, and nothing of them is kept.</summary>
public sealed class PassingImages
{
    private readonly ImageDecoder _decoder;
    private readonly TimeProvider _time;

    internal PassingImages(ImageDecoder decoder, TimeProvider time) => (_decoder, _time) = (decoder, time);

    /// <summary>Computes the vector of every file, each core one at a time.</summary>
    /// <returns>One for each file, in their order.</returns>
    public async Task<IReadOnlyList<PassingVector>> RunAsync(
        Featurizer featurizer, IReadOnlyList<ImportFile> files, string device, IProgress<FeaturizationProgress>? progress, CancellationToken cancel)
    {
        var cores = Environment.ProcessorCount;
        using var devices = Devices.Open(featurizer, DeviceChoice.Parse(device), cores);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var meter = new ProgressMeter(files.Count, devices.Description, progress, _time);
        var found = new PassingVector[files.Count];
        var read = Channel.CreateBounded<(int Place, byte[] Bytes)>(2 * cores);

        // A zip archive hands out one file after another, so reading has a task of its own.
        var reading = Task.Run(() => ReadAsync(files, found, meter, read.Writer, stop.Token), CancellationToken.None);
        Task[] computing = [.. Enumerable.Range(0, cores).Select(lane => Task.Factory.StartNew(
            () => Compute(featurizer, devices.Sessions[lane % devices.Sessions.Count], files, found, meter, read.Reader, stop.Token),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            // The first that fails stops the others, all of which end before the devices go.
            await foreach (var ended in Task.WhenEach([reading, .. computing])) await ended;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll([reading, .. computing]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return found;
    }

    private static async Task ReadAsync(
        IReadOnlyList<ImportFile> files, PassingVector[] found, ProgressMeter meter, ChannelWriter<(int Place, byte[] Bytes)> read, CancellationToken stop)
    {
        for (var place = 0; place < files.Count; place++)
        {
            try
            {
                await read.WriteAsync((place, await files[place].ReadAsync(stop)), stop);
            }
            catch (RefusedFileException refusal)
            {
                found[place] = new PassingVector(files[place].Name, null, refusal.Message);
                lock (meter) meter.Add(0, 1);
            }
        }
        read.Complete();
    }

    private void Compute(
        Featurizer featurizer, FeatureSession session, IReadOnlyList<ImportFile> files, PassingVector[] found, ProgressMeter meter,
        ChannelReader<(int Place, byte[] Bytes)> read, CancellationToken stop)
    {
        var blob = new BytesAtHand();
        using var reader = new ImageReader(blob, _decoder, featurizer.Preprocessing);
        using var batch = session.CreateBatch(1);
        using var options = new RunOptions();
        while (read.Take(out var file, stop))
        {
            blob.Bytes = file.Bytes;
            var refusal = reader.Read(default, batch.Image(0));
            if (refusal is null) session.Run(batch, 1, options);
            found[file.Place] = new PassingVector(files[file.Place].Name, refusal is null ? batch.Vectors(1).ToArray() : null, refusal);
            lock (meter) meter.Add(refusal is null ? 1 : 0, refusal is null ? 0 : 1);
        }
    }

    /// <summary>Stands in for the store of images: the bytes that were just read, whatever is asked for.</summary>
    private sealed class BytesAtHand : IBlobStore
    {
        public byte[] Bytes { get; set; } = [];

        public Task PutAsync(ImageHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancel) => throw new NotSupportedException();

        public Task<byte[]> ReadAsync(ImageHash hash, CancellationToken cancel) => Task.FromResult(Bytes);

        public Stream OpenRead(ImageHash hash) => new MemoryStream(Bytes, writable: false);
    }
}

/// <param name="File">Its name in the source.</param>
/// <param name="Vector">[VectorLength], or null where it could not be read.</param>
/// <param name="Refusal">Why it could not be read, or null.</param>
public sealed record PassingVector(string File, float[]? Vector, string? Refusal);
