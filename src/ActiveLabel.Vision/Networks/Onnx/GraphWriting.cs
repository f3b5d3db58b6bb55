using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using DataType = ActiveLabel.Vision.Networks.Onnx.TensorProto.Types.DataType;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>Adds to an ONNX graph, and takes out of it what nobody reads.</summary>
internal static class GraphWriting
{
    /// <summary>The first dimension of inputs and outputs: any number of images.</summary>
    public const string Batch = "N";

    public static void AddNode(
        this GraphProto graph, string operation, IEnumerable<string> inputs, string output, params IEnumerable<AttributeProto> attributes) =>
        graph.Node.Add(Node(operation, inputs, output, attributes));

    /// <summary>For a node that others in the graph read: it has to come before them.</summary>
    public static void AddNodeFirst(
        this GraphProto graph, string operation, IEnumerable<string> inputs, string output, params IEnumerable<AttributeProto> attributes) =>
        graph.Node.Insert(0, Node(operation, inputs, output, attributes));

    /// <returns>Its name.</returns>
    public static string AddConstant<T>(this GraphProto graph, string name, IEnumerable<long> shape, params ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var type = default(T) switch
        {
            float => DataType.Float,
            long => DataType.Int64,
            int => DataType.Int32,
            sbyte => DataType.Int8,
            byte => DataType.Uint8,
            _ => throw new NotSupportedException(typeof(T).Name),
        };
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        tensor.Dims.AddRange(shape);
        graph.Initializer.Add(tensor);
        return name;
    }

    public static void DropUnreadConstants(this GraphProto graph)
    {
        var read = graph.Node.SelectMany(NetworkGraph.Reads).ToHashSet();
        Keep(graph.Initializer, tensor => read.Contains(tensor.Name));
        Keep(graph.SparseInitializer, tensor => read.Contains(tensor.Values.Name));
    }

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
                TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float, Shape = shape },
            },
        };
    }

    private static NodeProto Node(string operation, IEnumerable<string> inputs, string output, IEnumerable<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        return node;
    }

    private static void Keep<T>(RepeatedField<T> all, Func<T, bool> keep)
    {
        T[] kept = [.. all.Where(keep)];
        all.Clear();
        all.AddRange(kept);
    }
}
