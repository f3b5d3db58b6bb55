using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ActiveLabel.Vision.Inference;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ActiveLabel.Vision.Networks;

/// <summary>One tensor that came out of a network.</summary>
/// <param name="Half">Whether its values are 16-bit floats.</param>
internal sealed record TrialOutput(string Name, IReadOnlyList<long> Shape, float[] Values, bool Half = false);

/// <summary>A session that lives for a check only; featurizing has its own.</summary>
internal sealed class TrialRun : IDisposable
{
    private readonly InferenceSession _session;

    /// <exception cref="OnnxRuntimeException">The runtime does not take the network.</exception>
    public TrialRun(byte[] network, bool optimize = true)
    {
        using var options = RuntimeOptions.Create(optimize ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL);
        _session = new InferenceSession(network, options);
    }

    /// <summary>Runs the network on images, [n, ...] in row-major order; only outputs of floats, also of 16 bits, come back with values.</summary>
    public IReadOnlyList<TrialOutput> Run(float[] images, params long[] shape)
    {
        using var input = _session.InputMetadata[_session.InputNames[0]].ElementDataType == TensorElementType.Float16
            ? OrtValue.CreateTensorValueFromMemory(Halves(images), shape)
            : OrtValue.CreateTensorValueFromMemory(images, shape);
        using var options = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var outputs = _session.Run(options, [_session.InputNames[0]], [input], _session.OutputNames);
        return [.. _session.OutputNames.Zip(outputs, Read)];
    }

    public void Dispose() => _session.Dispose();

    private static TrialOutput Read(string name, OrtValue value)
    {
        if (!value.IsTensor)
            return new TrialOutput(name, [], []);
        var type = value.GetTensorTypeAndShape();
        return new TrialOutput(name, type.Shape, type.ElementDataType switch
        {
            TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
            TensorElementType.Float16 => Floats(value.GetTensorDataAsSpan<Float16>()),
            _ => [],
        }, type.ElementDataType == TensorElementType.Float16);
    }

    private static Float16[] Halves(float[] values)
    {
        var halves = new Float16[values.Length];
        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<Float16, Half>(halves.AsSpan()));
        return halves;
    }

    private static float[] Floats(ReadOnlySpan<Float16> halves)
    {
        var values = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(halves), values);
        return values;
    }
}
