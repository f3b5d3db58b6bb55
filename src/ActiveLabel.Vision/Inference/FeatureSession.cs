using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>A network loaded on one device: input [N, 3, H, W], output [N, VectorLength].</summary>
internal sealed class FeatureSession : IDisposable
{
    /// <summary>What one batch of images may take of the program's memory; there are three or so.</summary>
    private const long BatchMemory = 128 << 20;

    /// <summary>Where there are too few images for a trial.</summary>
    private const int UntriedGpuBatch = 32;

    private readonly InferenceSession _session;
    private readonly string _device;
    private readonly bool _onGpu;
    private readonly PartsInMemory? _parts;

    private FeatureSession(InferenceSession session, NetworkShape shape, string device, int lanes, bool onGpu)
    {
        (_session, Shape, _device, Lanes, _onGpu) = (session, shape, device, lanes, onGpu);
        DefaultBatch = onGpu ? Math.Min(UntriedGpuBatch, LargestBatch) : 1;
        // The CPU's memory is the program's: where that is gone, halves do not help. A fixed batch has no parts.
        if (onGpu && shape.FixedBatch == 0) _parts = new(failure => failure is OnnxRuntimeException && PartsInMemory.SaysOutOfMemory(failure));
    }

    public NetworkShape Shape { get; }

    /// <summary>
    /// Batches that are computed at once. A GPU takes one after another. On the CPU each core computes one of its own:
    /// threads that share a batch wait for each other at every layer, the more so while others decode.
    /// </summary>
    public int Lanes { get; }

    /// <summary>
    /// Images in one inference unless somebody says how many. On the CPU one: what it leaves between the layers fits into
    /// a core's cache; of eight it does not, and they take longer. On a GPU what a short trial found.
    /// </summary>
    public int DefaultBatch { get; private set; }

    /// <exception cref="WrongUseException">The file is no network that can be loaded, or does not fit its descriptor.</exception>
    public static FeatureSession OnCpu(Featurizer featurizer, int cores)
    {
        using var options = RuntimeOptions.Create();
        options.IntraOpNumThreads = 1;
        return Open(featurizer, options, "the CPU", lanes: cores, onGpu: false);
    }

    /// <exception cref="OnnxRuntimeException">There is no such device, or CUDA does not load.</exception>
    /// <exception cref="WrongUseException">The network does not fit its descriptor.</exception>
    public static FeatureSession OnCuda(Featurizer featurizer, CudaDevice device, double share)
    {
        using var options = RuntimeOptions.Create();
        // The device computes; the cores are for decoding.
        options.IntraOpNumThreads = 1;
        CudaOptions.Append(options, device, share);
        return Open(featurizer, options, $"CUDA device {device.Number}", lanes: 1, onGpu: true);
    }

    private int LargestBatch => (int)Math.Clamp(
        BatchMemory / (sizeof(float) * Shape.Views * Shape.InputTail.Aggregate(1L, (product, d) => product * d)), 1, FeaturizationOptions.LargestBatch);

    /// <summary>Tries on a GPU how many images at once are computed fastest.</summary>
    public void FindBatch(TimeProvider time, CancellationToken cancel)
    {
        if (Shape.FixedBatch > 0) return;
        DefaultBatch = BatchProbe.Find(LargestBatch, BatchProbe.On(this, time, cancel));
    }

    /// <summary>Images in one inference, where a person asks for so many, or for 0 to have it chosen; no more than memory is meant for.</summary>
    public int BatchFor(int wanted) => Shape.FixedBatch > 0 ? Shape.FixedBatch : wanted > 0 ? Math.Min(wanted, LargestBatch) : DefaultBatch;

    public TensorBatch CreateBatch(int size) =>
        new(Shape, Shape.FixedBatch > 0 ? Shape.FixedBatch : size, _onGpu ? null : _session.CreateIoBinding);

    /// <summary>
    /// Computes the vectors of the batch's first images, in parts where the device has no memory for all. Several threads
    /// may, each with its own batch.
    /// </summary>
    /// <exception cref="IOException">The device gave up.</exception>
    public void Run(TensorBatch batch, int count, RunOptions options)
    {
        try
        {
            // As many at a time as there are pictures, whatever their views: that number was chosen for the device.
            var rows = Shape.FixedBatch > 0 ? batch.Capacity : count;
            for (var view = 0; view < Shape.Views; view++)
            {
                if (_parts is null) Compute(batch, view * rows, rows, options);
                else ComputeParts(_parts, batch, view * rows, rows, options);
            }
            batch.AverageViews(count);
        }
        // Whoever terminated the run knows why it ended.
        catch (OnnxRuntimeException failure) when (!options.Terminate)
        {
            var hint = PartsInMemory.SaysOutOfMemory(failure) ? " Give it more memory (--gpu-memory-share), or compute on the CPU (--device cpu)." : "";
            throw new IOException($"Computing on {_device} failed: {RuntimeMessage.Of(failure)}{hint}", failure);
        }
    }

    /// <summary>Computes some rows of the batch, each one view of a picture.</summary>
    /// <exception cref="OnnxRuntimeException">The device gave up, or has no memory for so many.</exception>
    public void Compute(TensorBatch batch, int from, int count, RunOptions options) => batch.Bind(from, count).Run(_session, options);

    // Apart, since what a lambda captures is allocated where its method begins.
    private void ComputeParts(PartsInMemory parts, TensorBatch batch, int first, int count, RunOptions options) =>
        parts.Run(count, (from, part) => Compute(batch, first + from, part, options));

    public void Dispose() => _session.Dispose();

    private static FeatureSession Open(Featurizer featurizer, SessionOptions options, string device, int lanes, bool onGpu)
    {
        var session = new InferenceSession(featurizer.NetworkFile, options);
        try
        {
            return new FeatureSession(session, NetworkShape.Of(session, featurizer), device, lanes, onGpu);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
