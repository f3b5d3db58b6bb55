using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>A network loaded on one device: input [N, 3, H, W], output [N, VectorLength].</summary>
internal sealed class FeatureSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    private FeatureSession(InferenceSession session, NetworkShape shape, int lanes, int batchSize)
    {
        (_session, Shape, Lanes) = (session, shape, lanes);
        (_inputNames, _outputNames) = ([shape.InputName], [shape.OutputName]);
        DefaultBatch = shape.FixedBatch > 0 ? shape.FixedBatch : batchSize;
    }

    public NetworkShape Shape { get; }

    /// <summary>
    /// Batches that are computed at once. A GPU takes one after another. On the CPU each core computes one of its own:
    /// threads that share a batch wait for each other at every layer, the more so while others decode.
    /// </summary>
    public int Lanes { get; }

    public int DefaultBatch { get; }

    /// <exception cref="WrongUseException">The file is no network that can be loaded, or does not fit its descriptor.</exception>
    public static FeatureSession OnCpu(Featurizer featurizer, int cores)
    {
        using var options = Options();
        options.IntraOpNumThreads = 1;
        // What one image leaves between the layers fits into a core's cache; of eight it does not, and they take longer.
        return Open(featurizer, options, lanes: cores, batchSize: 1);
    }

    /// <exception cref="OnnxRuntimeException">There is no such device, or CUDA does not load.</exception>
    /// <exception cref="WrongUseException">The network does not fit its descriptor.</exception>
    public static FeatureSession OnCuda(Featurizer featurizer, int device)
    {
        using var options = Options();
        options.AppendExecutionProvider_CUDA(device);
        return Open(featurizer, options, lanes: 1, batchSize: 64);
    }

    public TensorBatch CreateBatch(int size) => new(Shape, Shape.FixedBatch > 0 ? Shape.FixedBatch : size);

    /// <summary>Computes the vectors of the batch's first images. Several threads may, each with its own batch.</summary>
    public void Run(TensorBatch batch, int count, RunOptions options)
    {
        // As many at a time as there are pictures, whatever their views: that number was chosen for the device.
        foreach (var (input, output) in batch.Bind(count))
            _session.Run(options, _inputNames, input, _outputNames, output);
        batch.AverageViews(count);
    }

    public void Dispose() => _session.Dispose();

    private static SessionOptions Options()
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        IntegerKernels.MakeExact(options);
        return options;
    }

    private static FeatureSession Open(Featurizer featurizer, SessionOptions options, int lanes, int batchSize)
    {
        var session = new InferenceSession(featurizer.NetworkFile, options);
        try
        {
            return new FeatureSession(session, NetworkShape.Of(session, featurizer), lanes, batchSize);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
