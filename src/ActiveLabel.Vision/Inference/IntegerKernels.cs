using System.Runtime.Intrinsics.X86;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>How networks in 8 bits are computed.</summary>
internal static class IntegerKernels
{
    /// <summary>
    /// x64 processors without VNNI add products of 8 bits in 16 bits, which overflow. Slower kernels make them exact, so
    /// that the same network gives the same vectors on every machine.
    /// </summary>
    public static void MakeExact(SessionOptions options)
    {
        if (!AvxVnni.IsSupported) options.AddSessionConfigEntry("session.x64quantprecision", "1");
    }
}
