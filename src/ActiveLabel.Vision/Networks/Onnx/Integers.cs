using System.Runtime.InteropServices;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>Reads tensors of 64-bit integers, which hold shapes.</summary>
internal static class Integers
{
    /// <returns>The values, none where the tensor holds something else.</returns>
    public static long[] Read(TensorProto tensor)
    {
        if (tensor.DataType != (int)TensorProto.Types.DataType.Int64)
            return [];
        return tensor.HasRawData ? MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray() : [.. tensor.Int64Data];
    }
}
