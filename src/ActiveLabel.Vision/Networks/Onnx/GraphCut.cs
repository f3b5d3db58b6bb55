namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>
/// Rewrites a network so that it takes <c>image</c> [N, 3, H, W] and gives <c>features</c> [N, width], with nothing in it
/// that the features do not need.
/// </summary>
internal static class GraphCut
{
    /// <summary>From this version of the format on, constants need not be listed among the inputs.</summary>
    private const int ConstantsApart = 4;

    public static ModelProto At(ModelProto source, ImageInput input, IReadOnlyList<FeatureTap> taps, int height, int width)
    {
        var model = source.Clone();
        var graph = model.Graph;
        string[] tensors = [.. taps.Select(tap => tap.Tensor)];
        var nodes = new NetworkGraph(graph).Upstream(tensors);
        graph.Node.Clear();
        graph.Node.AddRange(nodes);
        var read = nodes.SelectMany(NetworkGraph.Reads).Concat(tensors).ToHashSet();
        Keep(graph.Initializer, tensor => read.Contains(tensor.Name));
        Keep(graph.SparseInitializer, tensor => read.Contains(tensor.Values.Name));
        graph.ValueInfo.Clear();
        graph.QuantizationAnnotation.Clear();
        model.TrainingInfo.Clear();
        model.IrVersion = Math.Max(model.IrVersion, ConstantsApart);

        if (input.Batch is not null)
            FreeBatch(graph);
        var names = MakeRoom(graph, input);
        Enter(graph, input with { Name = names(input.Name) }, height, width);
        FeatureHead.Append(graph, [.. taps.Select(tap => tap with { Tensor = names(tap.Tensor) })]);
        return model;
    }

    private static void Keep<T>(ICollection<T> all, Func<T, bool> keep)
    {
        T[] kept = [.. all.Where(keep)];
        all.Clear();
        foreach (var item in kept)
            all.Add(item);
    }

    /// <summary>Files made for one image often reshape to [1, ...]; 0 instead takes over the number of images.</summary>
    private static void FreeBatch(GraphProto graph)
    {
        var constants = new NetworkGraph(graph);
        foreach (var node in graph.Node.Where(node => node.OpType == "Reshape").ToArray())
        {
            var shape = constants.Constant(node.Input[1]) is { } constant ? Integers.Read(constant) : [];
            if (shape is not [1, _, ..])
                continue;
            shape[0] = 0;
            node.Input[1] = graph.AddConstant($"{node.Output[0]}/any_batch", [shape.Length], shape);
        }
    }

    /// <summary>Renames tensors that bear the names which the rewritten network's own ends need.</summary>
    private static Func<string, string> MakeRoom(GraphProto graph, ImageInput input)
    {
        string Rename(string name) =>
            name == NetworkEnds.Features || name.StartsWith($"{NetworkEnds.Features}/", StringComparison.Ordinal)
                || (name == NetworkEnds.Image && (input.Name != NetworkEnds.Image || input.Layout == Layout.ChannelsLast))
                ? $"original/{name}"
                : name;
        Renaming.Apply(graph, Rename);
        return Rename;
    }

    private static void Enter(GraphProto graph, ImageInput input, int height, int width)
    {
        graph.Input.Clear();
        graph.Input.Add(GraphWriting.Floats(NetworkEnds.Image, 3, height, width));
        if (input.Name == NetworkEnds.Image)
            return;
        if (input.Layout == Layout.ChannelsLast)
            graph.AddNode("Transpose", [NetworkEnds.Image], input.Name, NodeAttribute.Of("perm", 0, 2, 3, 1));
        else
            graph.AddNode("Identity", [NetworkEnds.Image], input.Name);
        // A node has to come before those that read it.
        var entry = graph.Node[^1];
        graph.Node.RemoveAt(graph.Node.Count - 1);
        graph.Node.Insert(0, entry);
    }
}
