using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Resizing;

namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// What the pixels are wanted for, so that a decoder may shrink a large picture by a whole factor while it reads.
/// </summary>
/// <param name="Target">How the pixels will be resized; null where nobody looks at them.</param>
internal readonly record struct PixelDemand(Preprocessing? Target)
{
    /// <summary>
    /// Pillow's <c>reducing_gap</c>: a coarse shrink that stays this far above the target is all but invisible after the
    /// antialiased resize that follows.
    /// </summary>
    private const int Gap = 2;

    public static PixelDemand None => default;

    /// <summary>The largest power of two, up to the limit, by which both sides may be divided.</summary>
    public int ShrinkFor(int width, int height, int limit)
    {
        if (Target is null) return limit;
        var plan = ResizePlan.For(Target, width, height);
        var shrink = 1;
        while (shrink < limit && width >= plan.Width * Gap * shrink * 2 && height >= plan.Height * Gap * shrink * 2) shrink *= 2;
        return shrink;
    }
}
