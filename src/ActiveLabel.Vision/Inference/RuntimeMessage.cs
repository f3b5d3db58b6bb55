using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>What ONNX Runtime says went wrong, without the places in its own source.</summary>
internal static class RuntimeMessage
{
    // [ErrorCode:Fail] /place/in/source.cc:2043 Function [ONNXRuntimeError] : 1 : FAIL : what happened
    private const string Code = " : FAIL : ";

    public static string Of(OnnxRuntimeException failure) => Of(failure.Message);

    public static string Of(string message)
    {
        var line = message.Split('\n', 2)[0].Trim();
        var place = line.LastIndexOf(Code, StringComparison.Ordinal);
        return place < 0 ? line : line[(place + Code.Length)..];
    }
}
