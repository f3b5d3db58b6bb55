using System.Runtime.Intrinsics.X86;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>How ONNX Runtime loads every network.</summary>
internal static class RuntimeOptions
{
    public static SessionOptions Create(GraphOptimizationLevel level = GraphOptimizationLevel.ORT_ENABLE_ALL)
    {
        _ = RuntimeEnvironment.Instance;
        var options = new SessionOptions
        {
            GraphOptimizationLevel = level,
            // What is wrong with a network reaches the person as an exception; the runtime's own log would only repeat it.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // x64 processors without VNNI add products of 8 bits in 16 bits, which overflow. Slower kernels make them exact, so
        // that the same network gives the same vectors on every machine.
        if (!AvxVnni.IsSupported) options.AddSessionConfigEntry("session.x64quantprecision", "1");
        return options;
    }
}
