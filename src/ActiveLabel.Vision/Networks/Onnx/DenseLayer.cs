using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>Finds what a classifier looks at last: the input of its last dense layer.</summary>
internal static class DenseLayer
{
    /// <summary>What may stand between the last dense layer and the output: each reads one thing that is not constant.</summary>
    private static readonly HashSet<string> Tail =
    [
        "Add", "BatchNormalization", "Cast", "Clip", "Div", "Dropout", "Flatten", "Identity", "LogSoftmax", "Mul", "Relu", "Reshape",
        "Sigmoid", "Softmax", "Squeeze", "Sub", "Unsqueeze",
    ];

    /// <returns>The tensor to take the features from: the input of the last dense layer, or the output where there is none.</returns>
    /// <exception cref="WrongUseException">The network has several outputs with different answers.</exception>
    public static string InputOfLast(NetworkGraph graph, ImageInput input)
    {
        // Exporters leave shapes and transposed weights as little computations of constants; only what the image changes counts.
        var changing = graph.Downstream(input.Name).SelectMany(node => node.Output).Append(input.Name).ToHashSet();
        string[] found = [.. graph.Graph.Output.Select(output => Walk(graph, changing, output.Name)).Distinct()];
        return found.Length == 1
            ? found[0]
            : throw new WrongUseException(
                $"This network has {graph.Graph.Output.Count} outputs ({string.Join(", ", graph.Graph.Output.Select(output => output.Name))}). "
                + "Name the layer to take the features from with --layer; `activelabel models inspect FILE.onnx` lists them.");
    }

    private static string Walk(NetworkGraph graph, HashSet<string> changing, string output)
    {
        var tensor = output;
        while (graph.Producer(tensor) is { } node)
        {
            string[] read = [.. node.Input.Where(changing.Contains)];
            if (read.Length != 1)
                return output;
            if (node.OpType is "Gemm" or "MatMul")
                return read[0];
            if (!Tail.Contains(node.OpType))
                return output;
            tensor = read[0];
        }
        return output;
    }
}
