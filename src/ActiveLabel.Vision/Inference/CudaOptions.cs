using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>How ONNX Runtime is told to use a CUDA device.</summary>
internal static class CudaOptions
{
    public static void Append(SessionOptions session, CudaDevice device, double share)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(Of(device, share));
        session.AppendExecutionProvider_CUDA(cuda);
    }

    public static Dictionary<string, string> Of(CudaDevice device, double share) => new(StringComparer.Ordinal)
    {
        ["device_id"] = device.Number.ToString(CultureInfo.InvariantCulture),
        ["gpu_mem_limit"] = ((ulong)(device.TotalMemory * share)).ToString(CultureInfo.InvariantCulture),
        // Doubling, the other way, would take far more than is used.
        ["arena_extend_strategy"] = "kSameAsRequested",
        // The exhaustive search would be done again for each size of batch, the last one's too.
        ["cudnn_conv_algo_search"] = "HEURISTIC",
        ["cudnn_conv_use_max_workspace"] = "1",
        // Products of 10 bits of mantissa are faster, and off by more than vectors of one featurizer may be.
        ["use_tf32"] = "0",
    };
}
