using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Resizing;

/// <summary>
/// For each pixel of a resized line, which source pixels it is made of and with what weights: a filter whose support
/// grows with the shrink factor, as Pillow's and torchvision's antialiased ones (Pillow, <c>Resample.c</c>,
/// <c>precompute_coeffs</c> and <c>normalize_coeffs_8bpc</c>). Memory is kept from picture to picture.
/// </summary>
internal sealed class FilterTaps(Interpolation interpolation)
{
    /// <summary>Weights are fixed-point numbers with this many bits behind the point: sums of 255 times all weights of a pixel still fit into 32 bits, those of a cubic too, whose positive ones add up to less than 1.25.</summary>
    public const int Precision = 32 - 8 - 2;

    /// <summary>One half, which rounds a sum that is cut off behind its point.</summary>
    public const int Half = 1 << (Precision - 1);

    private readonly bool _cubic = interpolation == Interpolation.Bicubic;
    private int[] _starts = [];
    private int[] _counts = [];
    private int[] _weights = [];
    private int _stride;

    public int Length { get; private set; }

    /// <summary>One past the last source pixel that any wanted pixel is made of.</summary>
    public int End { get; private set; }

    public int Start(int index) => _starts[index];

    public ReadOnlySpan<int> Weights(int index) => _weights.AsSpan(index * _stride, _counts[index]);

    /// <param name="source">Pixels of the source line.</param>
    /// <param name="resized">Pixels of the whole resized line.</param>
    /// <param name="first">The first pixel of it that is wanted.</param>
    /// <param name="length">How many are wanted.</param>
    public void Compute(int source, int resized, int first, int length)
    {
        var scale = (double)source / resized;
        var shrink = Math.Max(scale, 1);
        var support = (_cubic ? 2 : 1) * shrink;
        (Length, End) = (length, 0);
        _stride = (int)Math.Ceiling(support) * 2 + 1;
        if (_starts.Length < length) (_starts, _counts) = (new int[length], new int[length]);
        if (_weights.Length < length * _stride) _weights = new int[length * _stride];
        for (var i = 0; i < length; i++)
        {
            var centre = (first + i + 0.5) * scale;
            var start = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(source, (int)(centre + support + 0.5));
            var weights = _weights.AsSpan(i * _stride, end - start);
            Weigh(weights, start + 0.5 - centre, 1 / shrink);
            // Those behind that count for nothing, as where nothing is resized at all.
            (_starts[i], _counts[i]) = (start, weights.TrimEnd(0).Length);
            End = Math.Max(End, start + _counts[i]);
        }
    }

    private void Weigh(Span<int> weights, double distance, double narrowing)
    {
        var sum = 0d;
        for (var i = 0; i < weights.Length; i++) sum += Filter((distance + i) * narrowing);
        for (var i = 0; i < weights.Length; i++)
        {
            var share = Filter((distance + i) * narrowing) / sum;
            weights[i] = (int)(Math.CopySign(0.5, share) + share * (1 << Precision));
        }
    }

    private double Filter(double x) => _cubic ? Cubic(Math.Abs(x)) : Triangle(x);

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    // R. G. Keys, "Cubic convolution interpolation for digital image processing" (1981), with a = -1/2.
    private static double Cubic(double x) => x switch
    {
        < 1 => (1.5 * x - 2.5) * x * x + 1,
        < 2 => ((-0.5 * x + 2.5) * x - 4) * x + 2,
        _ => 0,
    };
}
