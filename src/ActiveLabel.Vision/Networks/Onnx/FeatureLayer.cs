using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>
/// Finds what a classifier looks at last: the input of its last dense layer. A convolution that sees one position is a dense
/// layer; so is one of 1 x 1 whose maps are averaged to class scores, as in SqueezeNet.
/// </summary>
internal sealed class FeatureLayer
{
    /// <summary>The number of classes of ImageNet, also with one for the background.</summary>
    private static readonly long[] ImageNetClasses = [1000, 1001];

    /// <summary>What may stand between the last dense layer and the output: each reads one thing that is not constant.</summary>
    private static readonly HashSet<string> Tail =
    [
        "Add", "BatchNormalization", "Cast", "Clip", "Div", "Dropout", "Flatten", "Identity", "LogSoftmax", "Mul", "Relu", "Reshape",
        "Sigmoid", "Softmax", "Squeeze", "Sub", "Unsqueeze",
    ];

    private readonly NetworkGraph _graph;
    private readonly HashSet<string> _changing;
    private readonly Func<string, IReadOnlyList<long>?> _shape;

    private FeatureLayer(NetworkGraph graph, ImageInput input, Func<string, IReadOnlyList<long>?> shape)
    {
        _graph = graph;
        _shape = shape;
        // Exporters leave shapes and transposed weights as little computations of constants; only what the image changes counts.
        _changing = graph.Downstream(input.Name).SelectMany(node => node.Output).Append(input.Name).ToHashSet();
    }

    /// <param name="shape">The shape of a tensor for one image, where it is known.</param>
    /// <returns>The tensor to take the features from: the input of the last dense layer, or the output where there is none.</returns>
    /// <exception cref="WrongUseException">The network has several outputs with different answers.</exception>
    public static string Find(NetworkGraph graph, ImageInput input, Func<string, IReadOnlyList<long>?> shape)
    {
        var search = new FeatureLayer(graph, input, shape);
        string[] found = [.. graph.Graph.Output.Select(output => search.Walk(output.Name)).Distinct()];
        return found.Length == 1
            ? found[0]
            : throw new WrongUseException(
                $"This network has {graph.Graph.Output.Count} outputs ({string.Join(", ", graph.Graph.Output.Select(output => output.Name))}). "
                + "Name the layer to take the features from with --layers; `activelabel models inspect FILE.onnx` lists them.");
    }

    private string Walk(string output)
    {
        var tensor = output;
        var (averaged, normalised, scores) = (false, false, false);
        while (_graph.Producer(tensor) is { } node)
        {
            // The shape that a Reshape reads may be computed from the number of images.
            string[] read = [.. node.Input.Take(node.OpType == "Reshape" ? 1 : int.MaxValue).Where(_changing.Contains)];
            if (read.Length != 1)
                return output;
            switch (node.OpType)
            {
                case "Gemm" or "MatMul":
                case "Conv" when SeesOnePosition(node, read[0]):
                    return read[0];
                case "Conv":
                    return averaged && !normalised && IsPointwise(node) && (scores || IsClassifier(node)) ? read[0] : output;
                case var pool when IsGlobalAverage(pool, tensor, read[0]):
                    averaged = true;
                    break;
                case var other when !Tail.Contains(other):
                    return output;
            }
            scores |= node.OpType is "Softmax" or "LogSoftmax";
            // A backbone without its classifier ends in a normalised convolution, a classifier does not.
            normalised |= averaged && node.OpType == "BatchNormalization";
            tensor = read[0];
        }
        return output;
    }

    private bool SeesOnePosition(NodeProto node, string input) =>
        _shape(input) is [_, _, 1, 1] && _shape(node.Output[0]) is [_, _, 1, 1];

    private bool IsPointwise(NodeProto node) => node.Input.Count > 1 && _graph.Constant(node.Input[1]) is { Dims: [_, _, 1, 1] };

    /// <summary>A backbone's last convolution of 1 x 1 widens, to any number; a classifier's narrows, or gives ImageNet's classes.</summary>
    private bool IsClassifier(NodeProto node) =>
        _graph.Constant(node.Input[1]) is { Dims: [var outputs, var inputs, ..] } && (outputs < inputs || ImageNetClasses.Contains(outputs));

    private bool IsGlobalAverage(string operation, string output, string input) => operation switch
    {
        "GlobalAveragePool" => true,
        "AveragePool" => _shape(output) is [_, _, 1, 1],
        "ReduceMean" => _shape(input) is [_, var channels, _, _] && _shape(output) is [_, var left, ..] && left == channels
            && _shape(output)!.Skip(2).All(size => size == 1),
        _ => false,
    };
}
