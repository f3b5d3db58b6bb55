using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>Which nodes of a network compute in 8 bits, and which tensors are rounded for it.</summary>
/// <remarks>
/// Convolutions, and the additions, joins and poolings between them. The first convolutions may be left in floats: they see
/// the picture itself, whose faint differences are lost first.
/// </remarks>
internal sealed class Int8Plan
{
    /// <summary>From this version of the operators on, weights may have a scale for each channel.</summary>
    private const int FirstWithChannelScales = 13;

    private static readonly HashSet<string> Rectifiers = ["Relu", "Clip"];
    private static readonly HashSet<string> Merges = ["Add", "Concat", "MaxPool", "AveragePool"];

    private readonly NetworkGraph _graph;
    private readonly HashSet<NodeProto> _nodes;

    /// <param name="floats">Convolutions at the start that stay in floats.</param>
    /// <exception cref="WrongUseException">The network's operators are too old.</exception>
    public Int8Plan(ModelProto model, int floats)
    {
        var version = model.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version ?? 0;
        if (version < FirstWithChannelScales)
            throw new WrongUseException(
                $"The network uses version {version} of the ONNX operators; computing in 8 bits needs {FirstWithChannelScales} or later. "
                + "Export it anew, and add it again.");
        _graph = new NetworkGraph(model.Graph);
        Convolutions = model.Graph.Node.Count(IsConvolution);
        var left = model.Graph.Node.Where(IsConvolution).Take(floats).ToHashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        _nodes = model.Graph.Node.Where(n => (IsConvolution(n) && !left.Contains(n)) || IsMerge(n)).ToHashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        foreach (var node in _nodes)
        {
            Tensors.UnionWith(node.OpType == "Conv" ? [node.Input[0]] : node.Input);
            Tensors.Add(End(node));
        }
    }

    /// <summary>Of the whole network.</summary>
    public int Convolutions { get; }

    /// <summary>What is rounded to 8 bits: all that such a node reads and, after its rectifier, gives.</summary>
    public HashSet<string> Tensors { get; } = [];

    public bool Includes(NodeProto node) => _nodes.Contains(node);

    public TensorProto? Constant(string name) => _graph.Constant(name);

    private bool IsConvolution(NodeProto node) =>
        node.OpType == "Conv" && _graph.Constant(node.Input[1]) is { DataType: (int)TensorProto.Types.DataType.Float };

    // The vectors at the end stay in floats; only what still has the form of a picture is worth the rounding.
    private bool IsMerge(NodeProto node)
    {
        if (!Merges.Contains(node.OpType) || node.Input.Any(i => _graph.Constant(i) is not null)) return false;
        for (var from = _graph.Producer(node.Input[0]); from is not null; from = _graph.Producer(from.Input[0]))
        {
            if (from.OpType == "Conv") return true;
            if (!Merges.Contains(from.OpType) && !Rectifiers.Contains(from.OpType)) return false;
        }
        return false;
    }

    /// <summary>What the node gives or, where a rectifier alone reads it, what that gives: rounding to 8 bits rectifies as well.</summary>
    private string End(NodeProto node)
    {
        var output = node.Output[0];
        NodeProto[] readers = [.. _graph.Graph.Node.Where(n => n.Input.Contains(output))];
        return readers is [var only] && Rectifiers.Contains(only.OpType) ? only.Output[0] : output;
    }
}
