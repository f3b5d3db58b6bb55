using System.Runtime.InteropServices;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>The values of a graph's constants.</summary>
internal static class Constants
{
    /// <param name="tensor">Of 32-bit floats.</param>
    public static float[] Floats(TensorProto tensor) =>
        tensor.HasRawData ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];

    /// <returns>64-bit integers, which hold shapes; none where the tensor holds something else.</returns>
    public static long[] Integers(TensorProto tensor)
    {
        if (tensor.DataType != (int)TensorProto.Types.DataType.Int64)
            return [];
        return tensor.HasRawData ? MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray() : [.. tensor.Int64Data];
    }
}
