using System.Runtime.InteropServices;
using Google.Protobuf;
using ElementType = ActiveLabel.Vision.Networks.Onnx.TensorProto.Types.DataType;

namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>Constants of a graph, from and to values.</summary>
internal static class Constants
{
    public static float[] Floats(TensorProto tensor) =>
        tensor.HasRawData ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];

    public static TensorProto Of<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var type = default(T) switch
        {
            float => ElementType.Float,
            int => ElementType.Int32,
            sbyte => ElementType.Int8,
            byte => ElementType.Uint8,
            _ => throw new NotSupportedException(typeof(T).Name),
        };
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        foreach (var size in shape) tensor.Dims.Add(size);
        return tensor;
    }
}
