using ActiveLabel.Vision.Inference;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Networks;

/// <summary>One tensor that came out of a network.</summary>
internal sealed record TrialOutput(string Name, IReadOnlyList<long> Shape, float[] Values);

/// <summary>A session that lives for a check only; featurizing has its own.</summary>
internal sealed class TrialRun : IDisposable
{
    private readonly SessionOptions _options;
    private readonly InferenceSession _session;

    /// <exception cref="OnnxRuntimeException">The runtime does not take the network.</exception>
    public TrialRun(byte[] network, bool optimize = true)
    {
        _options = new SessionOptions
        {
            GraphOptimizationLevel = optimize ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            // What is wrong with a network reaches the person as an exception; the runtime's own log would only repeat it.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        IntegerKernels.MakeExact(_options);
        try
        {
            _session = new InferenceSession(network, _options);
        }
        catch
        {
            _options.Dispose();
            throw;
        }
    }

    /// <summary>Runs the network on images, [n, ...] in row-major order; only outputs of floats come back with values.</summary>
    public IReadOnlyList<TrialOutput> Run(float[] images, params long[] shape)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(images, shape);
        using var options = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var outputs = _session.Run(options, [_session.InputNames[0]], [input], _session.OutputNames);
        return [.. _session.OutputNames.Zip(outputs, Read)];
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private static TrialOutput Read(string name, OrtValue value)
    {
        if (!value.IsTensor)
            return new TrialOutput(name, [], []);
        var type = value.GetTensorTypeAndShape();
        var isFloat = type.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float;
        return new TrialOutput(name, type.Shape, isFloat ? value.GetTensorDataAsSpan<float>().ToArray() : []);
    }
}
