using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>The weights of a convolution as ONNX wants them: [outputs, inputs / groups, height, width], and a bias for each output.</summary>
internal sealed class ConvolutionWeights
{
    private ConvolutionWeights(int[] shape, int groups)
    {
        Shape = shape;
        Groups = groups;
        Kernel = new float[shape[0] * shape[1] * shape[2] * shape[3]];
        Bias = new float[shape[0]];
    }

    public int[] Shape { get; }

    public int Groups { get; }

    public float[] Kernel { get; }

    public float[] Bias { get; }

    public static ConvolutionWeights From(Convolution layer)
    {
        var (height, width, inputs, outputs) = Dimensions(layer.Name, layer.Kernel);
        var result = new ConvolutionWeights([outputs, inputs, height, width], groups: 1);
        result.Transpose(layer.Kernel.Values, outputs, inputs * outputs, (output, input) => (input * outputs) + output);
        layer.Bias?.Values.CopyTo(result.Bias, 0);
        return result;
    }

    public static ConvolutionWeights From(DepthwiseConvolution layer)
    {
        var (height, width, inputs, multiplier) = Dimensions(layer.Name, layer.Kernel);
        var outputs = inputs * multiplier;
        var result = new ConvolutionWeights([outputs, 1, height, width], groups: inputs);
        result.Transpose(layer.Kernel.Values, outputs, outputs, (output, _) => output);
        layer.Bias?.Values.CopyTo(result.Bias, 0);
        return result;
    }

    /// <summary>
    /// Takes the normalisation that follows into the weights: (Wx + b - mean) * f + beta = (fW)x + (b - mean) * f + beta
    /// with f = gamma / sqrt(variance + epsilon). In double, so that folding costs no precision.
    /// </summary>
    public void Fold(BatchNormalization normalization)
    {
        var perOutput = Kernel.Length / Bias.Length;
        for (var output = 0; output < Bias.Length; output++)
        {
            var factor = (normalization.Gamma?.Values[output] ?? 1.0)
                / Math.Sqrt((double)normalization.Variance.Values[output] + normalization.Epsilon);
            foreach (ref var weight in Kernel.AsSpan(output * perOutput, perOutput))
                weight = (float)(weight * factor);
            var centred = (double)Bias[output] - normalization.Mean.Values[output];
            Bias[output] = (float)((centred * factor) + (normalization.Beta?.Values[output] ?? 0.0));
        }
    }

    private void Transpose(float[] source, int outputs, int perPosition, Func<int, int, int> index)
    {
        var (inputs, positions) = (Shape[1], Shape[2] * Shape[3]);
        for (var output = 0; output < outputs; output++)
            for (var input = 0; input < inputs; input++)
                for (var position = 0; position < positions; position++)
                    Kernel[(((output * inputs) + input) * positions) + position] = source[(position * perPosition) + index(output, input)];
    }

    private static (int Height, int Width, int Inputs, int Outputs) Dimensions(string layer, Weights kernel) =>
        kernel.Shape.Count == 4
            ? (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3])
            : throw new WrongUseException($"The kernel of '{layer}' has {kernel.Shape.Count} dimensions instead of 4.");
}
