using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>Writes activations as ONNX.</summary>
internal static class ActivationNodes
{
    /// <exception cref="WrongUseException">It cannot be expressed.</exception>
    public static void AddRectifier(this GraphProto graph, Rectifier layer, IReadOnlyList<string> inputs)
    {
        switch (layer)
        {
            case { Max: null, NegativeSlope: 0 }:
                graph.AddNode("Relu", inputs, layer.Name);
                break;
            case { Max: null, NegativeSlope: var slope }:
                graph.AddNode("LeakyRelu", inputs, layer.Name, NodeAttribute.Of("alpha", slope));
                break;
            case { Max: { } max, NegativeSlope: 0 }:
                graph.AddClip(inputs, 0, max, layer.Name);
                break;
            default:
                throw new WrongUseException($"Layer '{layer.Name}' has both an upper bound and a slope below zero, which is not known here.");
        }
    }

    public static void AddActivation(this GraphProto graph, Activation activation, IReadOnlyList<string> inputs, string output)
    {
        if (activation == Activation.Relu6)
            graph.AddClip(inputs, 0, 6, output);
        else
            graph.AddNode(activation == Activation.Linear ? "Identity" : activation.ToString(), inputs, output);
    }

    public static void AddClip(this GraphProto graph, IReadOnlyList<string> inputs, float low, float high, string output)
    {
        graph.AddNode("Clip", [.. inputs, Scalar(low), Scalar(high)], output);

        string Scalar(float value)
        {
            var name = $"constant/{value}";
            return graph.Initializer.Any(constant => constant.Name == name) ? name : graph.AddConstant(name, [], value);
        }
    }
}
