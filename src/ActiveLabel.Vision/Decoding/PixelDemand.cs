using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Resizing;

namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// What the pixels are wanted for, so that a decoder may shrink a large picture by a whole factor while it reads.
/// </summary>
internal readonly record struct PixelDemand
{
    /// <summary>
    /// Pillow's <c>reducing_gap</c>: a coarse shrink that stays this far above the target is all but invisible after the
    /// antialiased resize that follows.
    /// </summary>
    private const int Gap = 2;

    private readonly Preprocessing? _target;
    private readonly bool _whole;

    /// <param name="target">How the pixels will be resized.</param>
    public PixelDemand(Preprocessing target) => _target = target;

    private PixelDemand(bool whole) => _whole = whole;

    /// <summary>Nobody looks at the pixels: as few as can be had.</summary>
    public static PixelDemand None => default;

    /// <summary>Every pixel.</summary>
    public static PixelDemand Whole => new(whole: true);

    /// <summary>The largest power of two, up to the limit, by which both sides may be divided.</summary>
    public int ShrinkFor(int width, int height, int limit)
    {
        if (_whole) return 1;
        if (_target is null) return limit;
        var plan = ResizePlan.For(_target, width, height);
        var shrink = 1;
        while (shrink < limit && width >= plan.Width * Gap * shrink * 2 && height >= plan.Height * Gap * shrink * 2) shrink *= 2;
        return shrink;
    }
}
