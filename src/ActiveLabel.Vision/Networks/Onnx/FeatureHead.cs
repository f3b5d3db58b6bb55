namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>How the values of a layer are laid out for one image.</summary>
internal enum Layout
{
    /// <summary>[N, C].</summary>
    Vector,

    /// <summary>[N, C, H, W].</summary>
    ChannelsFirst,

    /// <summary>[N, H, W, C].</summary>
    ChannelsLast,
}

/// <summary>A tensor of the graph that serves as features.</summary>
/// <param name="Width">The number of channels.</param>
internal sealed record FeatureTap(string Tensor, Layout Layout, int Width);

/// <summary>Ends a graph in its one output: the taps, each averaged over the picture, side by side as [N, width].</summary>
internal static class FeatureHead
{
    public static void Append(GraphProto graph, IReadOnlyList<FeatureTap> taps)
    {
        ArgumentOutOfRangeException.ThrowIfZero(taps.Count);
        string[] vectors = [.. taps.Select((tap, index) => Vector(graph, tap, $"{NetworkEnds.Features}/{index}"))];
        if (vectors.Length == 1)
            graph.AddNode("Identity", vectors, NetworkEnds.Features);
        else
            graph.AddNode("Concat", vectors, NetworkEnds.Features, NodeAttribute.Of("axis", 1));
        graph.Output.Clear();
        graph.Output.Add(GraphWriting.Floats(NetworkEnds.Features, taps.Sum(tap => tap.Width)));
    }

    private static string Vector(GraphProto graph, FeatureTap tap, string name)
    {
        if (tap.Layout == Layout.Vector)
            return tap.Tensor;
        var spatial = tap.Tensor;
        if (tap.Layout == Layout.ChannelsLast)
        {
            spatial = $"{name}/channels_first";
            graph.AddNode("Transpose", [tap.Tensor], spatial, NodeAttribute.Of("perm", 0, 3, 1, 2));
        }
        graph.AddNode("GlobalAveragePool", [spatial], $"{name}/mean");
        graph.AddNode("Flatten", [$"{name}/mean"], name, NodeAttribute.Of("axis", 1));
        return name;
    }
}
