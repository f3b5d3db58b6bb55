using System.Runtime.InteropServices;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>Adds to an ONNX graph.</summary>
internal static class GraphWriting
{
    /// <summary>The first dimension of inputs and outputs: any number of images.</summary>
    public const string Batch = "N";

    public static void AddNode(
        this GraphProto graph, string operation, IEnumerable<string> inputs, string output, params IEnumerable<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        graph.Node.Add(node);
    }

    public static string AddConstant(this GraphProto graph, string name, IEnumerable<long> shape, ReadOnlySpan<float> values) =>
        graph.AddConstant(name, shape, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values));

    public static string AddConstant(this GraphProto graph, string name, IEnumerable<long> shape, ReadOnlySpan<long> values) =>
        graph.AddConstant(name, shape, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values));

    /// <summary>A tensor of floats, [N, ...].</summary>
    public static ValueInfoProto Floats(string name, params IEnumerable<long> perImage)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = Batch });
        shape.Dim.AddRange(perImage.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape },
            },
        };
    }

    private static string AddConstant(
        this GraphProto graph, string name, IEnumerable<long> shape, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape);
        graph.Initializer.Add(tensor);
        return name;
    }
}
