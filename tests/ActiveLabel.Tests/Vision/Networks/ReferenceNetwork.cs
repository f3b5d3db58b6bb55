using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>
/// The forward pass as Keras defines it, channels last, layer by layer, nothing folded: written for reading and to be
/// wrong in other ways than the converter, if it is wrong at all.
/// </summary>
internal sealed class ReferenceNetwork(LayersModel model)
{
    /// <summary>All layers' values for one image.</summary>
    public IReadOnlyDictionary<string, Picture> Run(Picture image, IEnumerable<string> taps)
    {
        var values = new Dictionary<string, Picture>();
        foreach (var layer in model.Upstream(taps))
            values[layer.Name] = Compute(layer, [.. layer.Inputs.Select(input => values[input])], image);
        return values;
    }

    private static Picture Compute(Layer layer, Picture[] inputs, Picture image) => layer switch
    {
        InputLayer => image,
        ZeroPadding padding => Pad(inputs[0], padding),
        Convolution convolution => Apply(Convolve(inputs[0], convolution), convolution.Activation),
        DepthwiseConvolution depthwise => Apply(Convolve(inputs[0], depthwise), depthwise.Activation),
        BatchNormalization normalization => Normalize(inputs[0], normalization),
        Rectifier rectifier => inputs[0].Map(value => Rectify(value, rectifier)),
        ActivationLayer activation => Apply(inputs[0], activation.Activation),
        Addition => Picture.Fill(inputs[0], (y, x, c) => inputs.Sum(input => input[y, x, c])),
        Concatenation => Concatenate(inputs),
        MaxPooling pooling => Pool(inputs[0], pooling.Window, values => values.Max()),
        AveragePooling pooling => Pool(inputs[0], pooling.Window, values => values.Average()),
        _ => throw new InvalidOperationException($"{layer.GetType().Name} is not written here."),
    };

    private static Picture Pad(Picture input, ZeroPadding padding) => Picture.Fill(
        input.Height + padding.Top + padding.Bottom,
        input.Width + padding.Left + padding.Right,
        input.Channels,
        (y, x, c) => input.OrNull(y - padding.Top, x - padding.Left, c) ?? 0);

    private static Picture Convolve(Picture input, Convolution layer)
    {
        var (inputs, outputs) = (layer.Kernel.Shape[2], layer.Kernel.Shape[3]);
        return Slide(input, layer.Window, outputs, (positions, output) =>
        {
            double sum = layer.Bias?.Values[output] ?? 0;
            foreach (var (y, x, ky, kx) in positions)
                for (var i = 0; i < inputs; i++)
                    sum += (double)input[y, x, i] * layer.Kernel.Values[(((((ky * layer.Window.Width) + kx) * inputs) + i) * outputs) + output];
            return (float)sum;
        });
    }

    private static Picture Convolve(Picture input, DepthwiseConvolution layer)
    {
        var (inputs, multiplier) = (layer.Kernel.Shape[2], layer.Kernel.Shape[3]);
        return Slide(input, layer.Window, inputs * multiplier, (positions, output) =>
        {
            double sum = layer.Bias?.Values[output] ?? 0;
            foreach (var (y, x, ky, kx) in positions)
                sum += (double)input[y, x, output / multiplier]
                    * layer.Kernel.Values[(((((ky * layer.Window.Width) + kx) * inputs) + (output / multiplier)) * multiplier) + (output % multiplier)];
            return (float)sum;
        });
    }

    private static Picture Pool(Picture input, Window window, Func<IEnumerable<float>, float> reduce) =>
        Slide(input, window, input.Channels, (positions, channel) => reduce(positions.Select(at => input[at.Y, at.X, channel])));

    private static Picture Normalize(Picture input, BatchNormalization layer) => Picture.Fill(input, (y, x, c) =>
        (float)(((input[y, x, c] - (double)layer.Mean.Values[c]) / Math.Sqrt(layer.Variance.Values[c] + (double)layer.Epsilon)
            * (layer.Gamma?.Values[c] ?? 1)) + (layer.Beta?.Values[c] ?? 0)));

    private static float Rectify(float value, Rectifier layer)
    {
        var rectified = value < 0 ? value * layer.NegativeSlope : value;
        return layer.Max is { } max ? Math.Min(rectified, max) : rectified;
    }

    private static Picture Apply(Picture input, Activation activation) => activation switch
    {
        Activation.Linear => input,
        Activation.Relu => input.Map(value => Math.Max(value, 0)),
        Activation.Relu6 => input.Map(value => Math.Clamp(value, 0, 6)),
        Activation.Sigmoid => input.Map(value => (float)(1 / (1 + Math.Exp(-value)))),
        Activation.Tanh => input.Map(MathF.Tanh),
        _ => throw new InvalidOperationException($"{activation} is not written here."),
    };

    private static Picture Concatenate(Picture[] inputs)
    {
        (int Input, int Channel)[] sources =
            [.. inputs.SelectMany((input, index) => Enumerable.Range(0, input.Channels).Select(channel => (index, channel)))];
        return Picture.Fill(inputs[0].Height, inputs[0].Width, sources.Length, (y, x, c) => inputs[sources[c].Input][y, x, sources[c].Channel]);
    }

    /// <summary>For each output pixel and channel, the positions of the input under the window that are not padding.</summary>
    private static Picture Slide(
        Picture input, Window window, int channels, Func<IReadOnlyList<(int Y, int X, int KernelY, int KernelX)>, int, float> compute)
    {
        var (height, top) = Extent(input.Height, window.Height, window.StrideY, window.DilationY, window.Same);
        var (width, left) = Extent(input.Width, window.Width, window.StrideX, window.DilationX, window.Same);
        var output = new Picture(height, width, channels);
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var positions = new List<(int, int, int, int)>();
                for (var ky = 0; ky < window.Height; ky++)
                    for (var kx = 0; kx < window.Width; kx++)
                    {
                        var (fromY, fromX) = ((y * window.StrideY) - top + (ky * window.DilationY), (x * window.StrideX) - left + (kx * window.DilationX));
                        if (input.Contains(fromY, fromX))
                            positions.Add((fromY, fromX, ky, kx));
                    }
                for (var channel = 0; channel < channels; channel++)
                    output[y, x, channel] = compute(positions, channel);
            }
        });
        return output;
    }

    /// <summary>TensorFlow's rule: `same` gives ceil(size / stride), the odd pixel of padding goes to the end.</summary>
    private static (int Size, int Before) Extent(int size, int kernel, int stride, int dilation, bool same)
    {
        var reach = ((kernel - 1) * dilation) + 1;
        if (!same)
            return (((size - reach) / stride) + 1, 0);
        var output = (size + stride - 1) / stride;
        return (output, Math.Max(((output - 1) * stride) + reach - size, 0) / 2);
    }
}
