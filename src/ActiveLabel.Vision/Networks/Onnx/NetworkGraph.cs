namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>A graph with what has to be known about it over and over: which node makes a tensor, and what is constant.</summary>
internal sealed class NetworkGraph
{
    private readonly Dictionary<string, NodeProto> _producers = [];
    private readonly Dictionary<string, TensorProto> _constants;

    public NetworkGraph(GraphProto graph)
    {
        Graph = graph;
        _constants = [];
        foreach (var tensor in graph.Initializer)
            _constants[tensor.Name] = tensor;
        foreach (var node in graph.Node)
        {
            foreach (var output in node.Output.Where(output => output.Length > 0))
                _producers[output] = node;
            if (node is { OpType: "Constant", Output.Count: > 0 } && NodeAttribute.Find(node, "value") is { T: { } value })
                _constants[node.Output[0]] = value;
        }
    }

    public GraphProto Graph { get; }

    /// <summary>Inputs that somebody has to give; files of older versions list the weights among the inputs too.</summary>
    public IEnumerable<ValueInfoProto> Inputs => Graph.Input.Where(input => !_constants.ContainsKey(input.Name));

    public TensorProto? Constant(string tensor) => _constants.GetValueOrDefault(tensor);

    public NodeProto? Producer(string tensor) => _producers.GetValueOrDefault(tensor);

    /// <summary>What a node reads, with what the branches and loops inside it read from outside.</summary>
    public static IEnumerable<string> Reads(NodeProto node)
    {
        foreach (var input in node.Input.Where(input => input.Length > 0))
            yield return input;
        foreach (var inner in Inner(node))
        {
            var own = inner.Input.Select(input => input.Name)
                .Concat(inner.Initializer.Select(tensor => tensor.Name))
                .Concat(inner.Node.SelectMany(node => node.Output))
                .ToHashSet();
            foreach (var outside in inner.Node.SelectMany(Reads).Concat(inner.Output.Select(output => output.Name)).Where(name => !own.Contains(name)))
                yield return outside;
        }
    }

    /// <summary>The graphs inside a node: branches of an If, the body of a Loop.</summary>
    public static IEnumerable<GraphProto> Inner(NodeProto node) =>
        node.Attribute.SelectMany(attribute => attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs);

    /// <summary>The nodes that the tensors are computed from, in the graph's order.</summary>
    public IReadOnlyList<NodeProto> Upstream(IEnumerable<string> tensors)
    {
        var seen = new HashSet<string>();
        var nodes = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        var open = new Stack<string>(tensors);
        while (open.TryPop(out var tensor))
        {
            if (seen.Add(tensor) && Producer(tensor) is { } node && nodes.Add(node))
                foreach (var read in Reads(node))
                    open.Push(read);
        }
        return [.. Graph.Node.Where(nodes.Contains)];
    }

    /// <summary>The nodes whose outputs change with the tensor, in the graph's order.</summary>
    public IReadOnlyList<NodeProto> Downstream(string tensor)
    {
        var changing = new HashSet<string> { tensor };
        var nodes = new List<NodeProto>();
        foreach (var node in Graph.Node.Where(node => Reads(node).Any(changing.Contains)))
        {
            nodes.Add(node);
            changing.UnionWith(node.Output);
        }
        return nodes;
    }
}
