using ActiveLabel.Vision.Inference;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>The network as ONNX Runtime simplifies it: constants computed, batch normalisations folded into convolutions.</summary>
internal static class FoldedNetwork
{
    public static ModelProto Of(byte[] network)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var options = RuntimeOptions.Create(GraphOptimizationLevel.ORT_ENABLE_BASIC);
            options.OptimizedModelFilePath = file;
            using (new InferenceSession(network, options))
            {
                // Loading it writes the file.
            }
            return ModelProto.Parser.ParseFrom(File.ReadAllBytes(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
