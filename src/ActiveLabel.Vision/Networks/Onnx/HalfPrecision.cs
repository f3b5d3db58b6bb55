using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ActiveLabel.Core;
using Google.Protobuf;
using DataType = ActiveLabel.Vision.Networks.Onnx.TensorProto.Types.DataType;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>
/// Rewrites a network of the catalogue so that all between its ends is computed in floats of 16 bits. It takes and gives
/// 32 bits as before.
/// </summary>
internal static class HalfPrecision
{
    private const string Narrow = NetworkEnds.Image + "/half";
    private const string Wide = NetworkEnds.Features + "/half";

    /// <exception cref="WrongUseException">The network has parts that cannot be rewritten.</exception>
    public static ModelProto Of(ModelProto source)
    {
        var model = source.Clone();
        var graph = model.Graph;
        foreach (var node in graph.Node) Refuse(node);
        // Sizes and scales of a Resize are floats of 32 bits whatever it resizes.
        var kept = graph.Node.Where(node => node.OpType is "Resize" or "Upsample").SelectMany(node => node.Input.Skip(1)).ToHashSet();
        foreach (var tensor in graph.Initializer.Where(tensor => !kept.Contains(tensor.Name))) Halve(tensor);
        foreach (var node in graph.Node.Where(node => node.OpType != "Constant" || !kept.Contains(node.Output[0]))) Halve(node);
        graph.ValueInfo.Clear();

        Renaming.Apply(graph, name => name == NetworkEnds.Image ? Narrow : name == NetworkEnds.Features ? Wide : name);
        graph.Input[0].Name = NetworkEnds.Image;
        graph.Output[0].Name = NetworkEnds.Features;
        graph.AddNodeFirst("Cast", [NetworkEnds.Image], Narrow, NodeAttribute.Of("to", (long)DataType.Float16));
        graph.AddNode("Cast", [Wide], NetworkEnds.Features, NodeAttribute.Of("to", (long)DataType.Float));
        return model;
    }

    private static void Refuse(NodeProto node)
    {
        if (node.OpType.Contains("Quantize", StringComparison.Ordinal) || node.OpType.StartsWith("QLinear", StringComparison.Ordinal)
            || node.OpType.EndsWith("Integer", StringComparison.Ordinal))
            throw new WrongUseException($"This network computes in 8 bits already ({node.OpType}); there is nothing to gain from halving it.");
        if (NetworkGraph.Inner(node).Any())
            throw new WrongUseException($"This network has branches or loops ({node.OpType}), which cannot be rewritten in half precision.");
    }

    private static void Halve(NodeProto node)
    {
        foreach (var attribute in node.Attribute)
        {
            if (attribute.T is { } tensor) Halve(tensor);
            if (node.OpType == "Cast" && attribute is { Name: "to", I: (long)DataType.Float }) attribute.I = (long)DataType.Float16;
            if (node.OpType == "Constant" && attribute.Name is "value_float" or "value_floats")
                throw new WrongUseException("This network keeps constants in a form that cannot be rewritten in half precision. Export it anew.");
        }
    }

    private static void Halve(TensorProto tensor)
    {
        if (tensor.DataType != (int)DataType.Float) return;
        var values = Constants.Floats(tensor);
        // What is larger than half floats go stands for "no bound" in clips; infinity would make NaN of a product with zero.
        TensorPrimitives.Clamp(values, (float)Half.MinValue, (float)Half.MaxValue, values);
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        tensor.FloatData.Clear();
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<Half>(halves));
        tensor.DataType = (int)DataType.Float16;
    }
}
