using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Networks;

/// <summary>How pictures are prepared for a network whose file does not say so.</summary>
internal static class PreprocessingProposal
{
    /// <summary>
    /// Where nothing is said: networks with channels first come from PyTorch, which takes ImageNet's mean and deviation;
    /// those with channels last from TensorFlow, which takes -1..1.
    /// </summary>
    /// <exception cref="WrongUseException">A scale or deviation that no value survives.</exception>
    public static Preprocessing For(Layout layout, int height, int width, NetworkOptions options, IProgress<string>? progress)
    {
        var (scale, mean, deviation) = (options.Scale, options.Mean, options.Deviation) switch
        {
            (null, null, null) when layout == Layout.ChannelsLast => (1 / 127.5f, PerChannel.All(1), PerChannel.All(1)),
            (null, null, null) => (1f / 255, new PerChannel(0.485f, 0.456f, 0.406f), new PerChannel(0.229f, 0.224f, 0.225f)),
            var given => (given.Scale ?? 1f / 255, given.Mean ?? PerChannel.All(0), given.Deviation ?? PerChannel.All(1)),
        };
        if (options is { Scale: null, Mean: null, Deviation: null })
            progress?.Report(
                $"How its authors prepare a picture is not in the file; proposed is (grey level * {scale} - {Text(mean)}) / {Text(deviation)}. "
                + "If that is wrong, add it again with --scale, --mean and --deviation.");
        return Checked(new Preprocessing(
            width, height, options.Resize ?? ResizeMode.Stretch, options.Channels ?? ChannelOrder.Rgb, scale, mean, deviation,
            options.Interpolation ?? Interpolation.Bilinear, options.Views ?? Views.Single));
    }

    /// <summary>The same as another's, but for what is said.</summary>
    /// <exception cref="WrongUseException">A scale or deviation that no value survives.</exception>
    public static Preprocessing Like(Preprocessing other, int height, int width, NetworkOptions options) => Checked(other with
    {
        Height = height,
        Width = width,
        Resize = options.Resize ?? other.Resize,
        Channels = options.Channels ?? other.Channels,
        Scale = options.Scale ?? other.Scale,
        Mean = options.Mean ?? other.Mean,
        Deviation = options.Deviation ?? other.Deviation,
        Interpolation = options.Interpolation ?? other.Interpolation,
        Views = options.Views ?? other.Views,
    });

    private static Preprocessing Checked(Preprocessing preprocessing) =>
        float.IsFinite(preprocessing.Scale) && preprocessing.Scale != 0 && preprocessing.Deviation is { First: > 0, Second: > 0, Third: > 0 }
            ? preprocessing
            : throw new WrongUseException("The scale must not be 0, and the deviations must be above 0.");

    private static string Text(PerChannel values) =>
        values == PerChannel.All(values.First) ? $"{values.First}" : $"({values.First}, {values.Second}, {values.Third})";
}
