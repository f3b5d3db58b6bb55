using System.Numerics.Tensors;

namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>Weights in 8 bits with a sign, each output channel with a scale of its own: weight = level * scale.</summary>
/// <param name="Scales">[channels].</param>
/// <param name="Levels">As many as there are weights, -127 to 127.</param>
internal sealed record PerChannelWeights(float[] Scales, sbyte[] Levels)
{
    private const int Highest = 127;

    /// <param name="weights">[channels, ...] row-major.</param>
    public static PerChannelWeights Of(ReadOnlySpan<float> weights, int channels)
    {
        var length = weights.Length / channels;
        var (scales, levels) = (new float[channels], new sbyte[weights.Length]);
        for (var c = 0; c < channels; c++)
        {
            var channel = weights.Slice(c * length, length);
            var largest = Math.Abs(TensorPrimitives.MaxMagnitude(channel));
            scales[c] = largest > 0 ? largest / Highest : 1;
            for (var i = 0; i < length; i++)
                levels[(c * length) + i] = (sbyte)Math.Clamp(MathF.Round(channel[i] / scales[c]), -Highest, Highest);
        }
        return new PerChannelWeights(scales, levels);
    }
}
