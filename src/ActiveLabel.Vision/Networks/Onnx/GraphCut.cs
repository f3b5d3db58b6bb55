namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>
/// Rewrites a network so that it takes <c>image</c> [N, 3, H, W] and gives <c>features</c> [N, width], with nothing in it
/// that the features do not need.
/// </summary>
internal static class GraphCut
{
    /// <summary>From this version of the format on, constants need not be listed among the inputs.</summary>
    private const int ConstantsApart = 4;

    public static ModelProto At(ModelProto source, ImageInput input, IReadOnlyList<FeatureTap> taps, Pooling pooling, int height, int width)
    {
        var model = source.Clone();
        var graph = model.Graph;
        var nodes = new NetworkGraph(graph).Upstream(taps.Select(tap => tap.Tensor));
        graph.Node.Clear();
        graph.Node.AddRange(nodes);
        graph.ValueInfo.Clear();
        graph.QuantizationAnnotation.Clear();
        model.TrainingInfo.Clear();
        model.IrVersion = Math.Max(model.IrVersion, ConstantsApart);

        var names = MakeRoom(graph, input);
        Enter(graph, input with { Name = names(input.Name) }, height, width);
        FeatureHead.Append(graph, [.. taps.Select(tap => tap with { Tensor = names(tap.Tensor) })], pooling);
        graph.DropUnreadConstants();
        return model;
    }

    /// <summary>Renames tensors that bear the names which the rewritten network's own ends need.</summary>
    private static Func<string, string> MakeRoom(GraphProto graph, ImageInput input)
    {
        string Rename(string name) =>
            name == NetworkEnds.Features || name.StartsWith($"{NetworkEnds.Features}/", StringComparison.Ordinal)
                || (name == NetworkEnds.Image && !IsEnd(input))
                ? $"original/{name}"
                : name;
        Renaming.Apply(graph, Rename);
        return Rename;
    }

    private static void Enter(GraphProto graph, ImageInput input, int height, int width)
    {
        graph.Input.Clear();
        graph.Input.Add(GraphWriting.Floats(NetworkEnds.Image, 3, height, width));
        if (IsEnd(input))
            return;
        var last = input.Half ? $"{NetworkEnds.Features}/half" : NetworkEnds.Image;
        if (input.Layout == Layout.ChannelsLast)
            graph.AddNodeFirst("Transpose", [last], input.Name, NodeAttribute.Of("perm", 0, 2, 3, 1));
        else
            graph.AddNodeFirst("Identity", [last], input.Name);
        if (input.Half)
            graph.AddNodeFirst("Cast", [NetworkEnds.Image], last, NodeAttribute.Of("to", (long)TensorProto.Types.DataType.Float16));
    }

    /// <summary>Whether the network's own input is already the one that it needs.</summary>
    private static bool IsEnd(ImageInput input) => input is { Name: NetworkEnds.Image, Layout: Layout.ChannelsFirst, Half: false };
}
