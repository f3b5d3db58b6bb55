using System.Text.Json;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>Turns the JSON of one layer into its typed form, with its weights.</summary>
internal sealed class LayerParser(IReadOnlyDictionary<string, Weights> weights)
{
    public Layer Parse(JsonElement layer)
    {
        var name = layer.GetProperty("name").GetString()!;
        var config = layer.GetProperty("config");
        var inputs = Inputs(name, layer.GetProperty("inbound_nodes"));
        var kind = layer.GetProperty("class_name").GetString()!;
        RequireChannelsLast(name, config);
        return kind switch
        {
            "InputLayer" => Input(name, config),
            "ZeroPadding2D" => Padding(name, inputs, config),
            "Conv2D" => new Convolution(
                name, inputs, Kernel(name, "kernel"), Bias(name, config), Walk(config, "kernel_size"), Activation(name, config)),
            "DepthwiseConv2D" => new DepthwiseConvolution(
                name, inputs, Kernel(name, "depthwise_kernel"), Bias(name, config), Walk(config, "kernel_size"), Activation(name, config)),
            "BatchNormalization" => Normalization(name, inputs, config),
            "ReLU" => Rectifier(name, inputs, config),
            "Activation" => new ActivationLayer(name, inputs, Activation(name, config)),
            "Add" => new Addition(name, inputs),
            "Concatenate" => new Concatenation(name, inputs),
            "MaxPooling2D" => new MaxPooling(name, inputs, Walk(config, "pool_size")),
            "AveragePooling2D" => new AveragePooling(name, inputs, Walk(config, "pool_size")),
            // At inference dropout hands its input on.
            "Dropout" => new ActivationLayer(name, inputs, Keras.Activation.Linear),
            _ => new UnknownLayer(name, inputs, kind),
        };
    }

    private static string[] Inputs(string name, JsonElement nodes) => nodes.GetArrayLength() switch
    {
        0 => [],
        1 => [.. nodes[0].EnumerateArray().Select(input => input[0].GetString()!)],
        _ => throw new WrongUseException($"Layer '{name}' is used more than once, which is not known here."),
    };

    private static void RequireChannelsLast(string name, JsonElement config)
    {
        if (config.TryGetProperty("data_format", out var format) && !format.ValueEquals("channels_last"))
            throw new WrongUseException($"Layer '{name}' keeps its channels first, which is not known here.");
        // The axis of channels is the last of four.
        if (config.TryGetProperty("axis", out var axis) && Integer(axis) is not (-1 or 3))
            throw new WrongUseException($"Layer '{name}' works along axis {axis}, only channels are known here.");
    }

    private static InputLayer Input(string name, JsonElement config)
    {
        var shape = config.GetProperty("batch_input_shape");
        return new InputLayer(name, shape[1].GetInt32(), shape[2].GetInt32(), shape[3].GetInt32());
    }

    private static ZeroPadding Padding(string name, string[] inputs, JsonElement config)
    {
        var padding = config.GetProperty("padding");
        return new ZeroPadding(
            name, inputs, padding[0][0].GetInt32(), padding[0][1].GetInt32(), padding[1][0].GetInt32(), padding[1][1].GetInt32());
    }

    private BatchNormalization Normalization(string name, string[] inputs, JsonElement config) => new(
        name,
        inputs,
        config.GetProperty("scale").GetBoolean() ? Kernel(name, "gamma") : null,
        config.GetProperty("center").GetBoolean() ? Kernel(name, "beta") : null,
        Kernel(name, "moving_mean"),
        Kernel(name, "moving_variance"),
        config.GetProperty("epsilon").GetSingle());

    private static Rectifier Rectifier(string name, string[] inputs, JsonElement config)
    {
        if (Optional(config, "threshold") is { } threshold && threshold != 0)
            throw new WrongUseException($"Layer '{name}' rectifies at {threshold}, only 0 is known here.");
        return new Rectifier(name, inputs, Optional(config, "max_value"), Optional(config, "negative_slope") ?? 0);
    }

    private static Window Walk(JsonElement config, string size)
    {
        var (height, width) = Pair(config.GetProperty(size));
        var (strideY, strideX) = Pair(config.GetProperty("strides"));
        var (dilationY, dilationX) = config.TryGetProperty("dilation_rate", out var rate) ? Pair(rate) : (1, 1);
        return new Window(height, width, strideY, strideX, config.GetProperty("padding").ValueEquals("same"), dilationY, dilationX);
    }

    private static Activation Activation(string name, JsonElement config) => config.GetProperty("activation").GetString() switch
    {
        "linear" => Keras.Activation.Linear,
        "relu" => Keras.Activation.Relu,
        "relu6" => Keras.Activation.Relu6,
        "sigmoid" => Keras.Activation.Sigmoid,
        "tanh" => Keras.Activation.Tanh,
        var other => throw new WrongUseException($"Layer '{name}' has the activation '{other}', which is not known here."),
    };

    private Weights Kernel(string layer, string part) =>
        weights.TryGetValue($"{layer}/{part}", out var found)
            ? found
            : throw new WrongUseException($"The weights '{layer}/{part}' are missing.");

    private Weights? Bias(string name, JsonElement config) => config.GetProperty("use_bias").GetBoolean() ? Kernel(name, "bias") : null;

    private static (int First, int Second) Pair(JsonElement pair) => (pair[0].GetInt32(), pair[1].GetInt32());

    private static int Integer(JsonElement axis) => (axis.ValueKind == JsonValueKind.Array ? axis[0] : axis).GetInt32();

    private static float? Optional(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetSingle() : null;
}
