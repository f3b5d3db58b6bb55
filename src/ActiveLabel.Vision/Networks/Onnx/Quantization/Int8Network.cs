using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>A network of the catalogue that computes in 8 bits.</summary>
/// <param name="Floats">Convolutions at its start that had to stay in floats.</param>
/// <param name="Noise">What the rounding adds, as <see cref="FeatureNoise"/> measures it.</param>
internal sealed record Int8Network(byte[] File, int Floats, int Convolutions, float Noise)
{
    /// <summary>Of this much, or less, the classifiers trained on the vectors showed no loss (docs/measured.md).</summary>
    private const float Enough = 0.075f;

    private static readonly int[] Steps = [0, 1, 2, 3, 4, 6, 8];

    /// <summary>
    /// Leaves as few of the first convolutions in floats as will do. Half of the pictures tell the ranges, the other half
    /// judge. The judging also catches what a runtime's own rewriting of the graph may break.
    /// </summary>
    /// <param name="network">Input <c>image</c>, output <c>features</c>.</param>
    /// <param name="images">Packed pictures, each [3, H, W].</param>
    /// <exception cref="WrongUseException">It has no convolutions, its operators are too old, or it loses too much in 8 bits.</exception>
    public static Int8Network From(
        byte[] network, Preprocessing preprocessing, IReadOnlyList<float[]> images, IProgress<string>? messages, CancellationToken cancel)
    {
        var model = FoldedNetwork.Of(network);
        var whole = new Int8Plan(model, floats: 0);
        if (whole.Convolutions == 0) throw new WrongUseException("The network has no convolutions, which is what gains by 8 bits.");
        messages?.Report($"Finding the range of {whole.Tensors.Count} tensors ...");
        var ranges = Calibration.Run(model, whole.Tensors, images.Where((_, i) => i % 2 == 0), preprocessing, cancel);
        float[][] judges = [.. images.Where((_, i) => i % 2 == 1)];
        var expected = FeatureNoise.Features(network, judges, preprocessing, cancel);
        var least = float.PositiveInfinity;
        foreach (var floats in Steps.Where(step => step < whole.Convolutions))
        {
            var file = Int8Edit.Apply(model, floats, ranges).ToByteArray();
            var noise = FeatureNoise.Of(expected, FeatureNoise.Features(file, judges, preprocessing, cancel));
            messages?.Report($"The first {floats} of {whole.Convolutions} convolutions in floats, the others in 8 bits: noise {noise:0.000} of the signal.");
            if (noise <= Enough) return new Int8Network(file, floats, whole.Convolutions, noise);
            least = Math.Min(least, noise);
        }
        throw new WrongUseException(
            $"In 8 bits the network's features would carry {least:0.00} of noise to 1 of signal; {Enough} is the most that costs no accuracy. "
            + "Use it as it is.");
    }
}
