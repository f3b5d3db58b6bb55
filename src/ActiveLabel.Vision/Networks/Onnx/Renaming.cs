namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>Renames tensors, and nodes of the same names, everywhere in a graph, also where branches and loops read them from outside.</summary>
internal static class Renaming
{
    public static void Apply(GraphProto graph, Func<string, string> rename)
    {
        foreach (var tensor in graph.Initializer)
            tensor.Name = rename(tensor.Name);
        foreach (var tensor in graph.SparseInitializer)
            tensor.Values.Name = rename(tensor.Values.Name);
        foreach (var value in graph.Input.Concat(graph.Output).Concat(graph.ValueInfo))
            value.Name = rename(value.Name);
        foreach (var node in graph.Node)
        {
            node.Name = rename(node.Name);
            for (var i = 0; i < node.Input.Count; i++)
                node.Input[i] = rename(node.Input[i]);
            for (var i = 0; i < node.Output.Count; i++)
                node.Output[i] = rename(node.Output[i]);
            foreach (var inner in NetworkGraph.Inner(node))
                Apply(inner, rename);
        }
    }
}
