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
/// <param name="Channels">C.</param>
/// <param name="Spread">Whether there is more than one position to pool over.</param>
/// <param name="Half">Whether its values are 16-bit floats.</param>
internal sealed record FeatureTap(string Tensor, Layout Layout, int Channels, bool Spread, bool Half = false)
{
    /// <summary>The number of features that come of it.</summary>
    public int Width(Pooling pooling) => Spread && pooling == Pooling.Both ? 2 * Channels : Channels;
}

/// <summary>Ends a graph in its one output: the taps, each pooled over the picture, side by side as [N, width].</summary>
internal static class FeatureHead
{
    public static void Append(GraphProto graph, IReadOnlyList<FeatureTap> taps, Pooling pooling)
    {
        ArgumentOutOfRangeException.ThrowIfZero(taps.Count);
        string[] vectors = [.. taps.SelectMany((tap, index) => Vectors(graph, tap, pooling, $"{NetworkEnds.Features}/{index}"))];
        if (vectors.Length == 1)
            graph.AddNode("Identity", vectors, NetworkEnds.Features);
        else
            graph.AddNode("Concat", vectors, NetworkEnds.Features, NodeAttribute.Of("axis", 1));
        graph.Output.Clear();
        graph.Output.Add(GraphWriting.Floats(NetworkEnds.Features, taps.Sum(tap => tap.Width(pooling))));
    }

    private static IEnumerable<string> Vectors(GraphProto graph, FeatureTap tap, Pooling pooling, string name)
    {
        var tensor = tap.Tensor;
        if (tap.Half)
            tensor = Next("Cast", $"{name}/float", NodeAttribute.Of("to", (long)TensorProto.Types.DataType.Float));
        if (tap.Layout == Layout.Vector)
            return [tensor];
        if (tap.Layout == Layout.ChannelsLast)
            tensor = Next("Transpose", $"{name}/channels_first", NodeAttribute.Of("perm", 0, 3, 1, 2));
        return (tap.Spread ? pooling : Pooling.Mean) switch
        {
            Pooling.Mean => [Pool("Average", "mean", name)],
            Pooling.Max => [Pool("Max", "max", name)],
            _ => [Pool("Average", "mean", $"{name}/means"), Pool("Max", "max", $"{name}/maxima")],
        };

        string Next(string operation, string output, AttributeProto attribute)
        {
            graph.AddNode(operation, [tensor], output, attribute);
            return output;
        }

        string Pool(string kind, string suffix, string output)
        {
            graph.AddNode($"Global{kind}Pool", [tensor], $"{name}/{suffix}");
            graph.AddNode("Flatten", [$"{name}/{suffix}"], output, NodeAttribute.Of("axis", 1));
            return output;
        }
    }
}
