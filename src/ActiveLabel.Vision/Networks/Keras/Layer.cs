namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>One layer of a Keras network, channels last, with the names of the layers that feed it.</summary>
internal abstract record Layer(string Name, IReadOnlyList<string> Inputs);

/// <summary>The image, [N, Height, Width, Channels].</summary>
internal sealed record InputLayer(string Name, int Height, int Width, int Channels) : Layer(Name, []);

internal sealed record ZeroPadding(string Name, IReadOnlyList<string> Inputs, int Top, int Bottom, int Left, int Right)
    : Layer(Name, Inputs);

/// <param name="Kernel">[height, width, inputs, outputs].</param>
/// <param name="Bias">[outputs].</param>
internal sealed record Convolution(
    string Name, IReadOnlyList<string> Inputs, Weights Kernel, Weights? Bias, Window Window, Activation Activation)
    : Layer(Name, Inputs);

/// <param name="Kernel">[height, width, inputs, multiplier]; output channel is input * multiplier + m.</param>
/// <param name="Bias">[inputs * multiplier].</param>
internal sealed record DepthwiseConvolution(
    string Name, IReadOnlyList<string> Inputs, Weights Kernel, Weights? Bias, Window Window, Activation Activation)
    : Layer(Name, Inputs);

/// <summary>(x - mean) / sqrt(variance + epsilon) * gamma + beta, by channel; no gamma is 1, no beta is 0.</summary>
internal sealed record BatchNormalization(
    string Name, IReadOnlyList<string> Inputs, Weights? Gamma, Weights? Beta, Weights Mean, Weights Variance, float Epsilon)
    : Layer(Name, Inputs);

/// <summary>max(x, 0), or with a slope below zero, or cut off at <paramref name="Max"/>.</summary>
internal sealed record Rectifier(string Name, IReadOnlyList<string> Inputs, float? Max, float NegativeSlope)
    : Layer(Name, Inputs);

internal sealed record ActivationLayer(string Name, IReadOnlyList<string> Inputs, Activation Activation) : Layer(Name, Inputs);

internal sealed record Addition(string Name, IReadOnlyList<string> Inputs) : Layer(Name, Inputs);

/// <summary>Joined along the channels.</summary>
internal sealed record Concatenation(string Name, IReadOnlyList<string> Inputs) : Layer(Name, Inputs);

internal sealed record MaxPooling(string Name, IReadOnlyList<string> Inputs, Window Window) : Layer(Name, Inputs);

/// <summary>The mean of the values in the window; padding is not counted.</summary>
internal sealed record AveragePooling(string Name, IReadOnlyList<string> Inputs, Window Window) : Layer(Name, Inputs);

/// <summary>A layer that no converter is written for: allowed behind the last tap, refused before it.</summary>
internal sealed record UnknownLayer(string Name, IReadOnlyList<string> Inputs, string Kind) : Layer(Name, Inputs);

/// <summary>How a kernel walks over the picture. <paramref name="Same"/> pads so that output = ceil(input / stride).</summary>
internal sealed record Window(
    int Height, int Width, int StrideY, int StrideX, bool Same, int DilationY = 1, int DilationX = 1);

internal enum Activation
{
    Linear,
    Relu,
    Relu6,
    Sigmoid,
    Tanh,
}
