using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Resizing;

/// <summary>(grey level * scale - mean) / deviation as one multiplication and one addition for each colour.</summary>
internal readonly record struct ChannelScaling
{
    /// <summary>A preprocessing lists its means in the network's channel order; here they are sorted by colour.</summary>
    public ChannelScaling(Preprocessing input)
    {
        var bgr = input.Channels == ChannelOrder.Bgr;
        (RedFactor, RedOffset) = Of(
            input.Scale, bgr ? input.Mean.Third : input.Mean.First, bgr ? input.Deviation.Third : input.Deviation.First);
        (GreenFactor, GreenOffset) = Of(input.Scale, input.Mean.Second, input.Deviation.Second);
        (BlueFactor, BlueOffset) = Of(
            input.Scale, bgr ? input.Mean.First : input.Mean.Third, bgr ? input.Deviation.First : input.Deviation.Third);
    }

    public float RedFactor { get; }

    /// <summary>What black becomes.</summary>
    public float RedOffset { get; }

    public float GreenFactor { get; }

    /// <inheritdoc cref="RedOffset"/>
    public float GreenOffset { get; }

    public float BlueFactor { get; }

    /// <inheritdoc cref="RedOffset"/>
    public float BlueOffset { get; }

    private static (float Factor, float Offset) Of(float scale, float mean, float deviation) =>
        (scale / deviation, -mean / deviation);
}
