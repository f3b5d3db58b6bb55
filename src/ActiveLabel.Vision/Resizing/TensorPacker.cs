using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Resizing;

/// <summary>
/// From RGBA pixels straight to the network's input. It keeps its buffers from picture to picture, so each thread has
/// one of its own.
/// </summary>
internal sealed class TensorPacker(Preprocessing input)
{
    // Of a picture 65,535 pixels high the narrowed rows are as large as a photograph; those are not kept.
    private const int MostKept = 1 << 20;

    private readonly ChannelScaling _scaling = new(input);
    private readonly FilterTaps _columns = new(input.Interpolation);
    private readonly FilterTaps _rows = new(input.Interpolation);
    private readonly int _view = 3 * input.Width * input.Height;
    private uint[] _narrowed = [];

    /// <summary>Values of one packed picture, all its views.</summary>
    public int Length { get; } = input.ViewCount * 3 * input.Width * input.Height;

    /// <param name="pixels">[height, width], R | G &lt;&lt; 8 | B &lt;&lt; 16.</param>
    /// <param name="tensor">[ViewCount, 3, Height, Width] of the preprocessing; every value is written.</param>
    public void Pack(ReadOnlySpan<uint> pixels, int width, int height, Span<float> tensor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tensor.Length, Length);
        Pack(pixels, width, height, ResizePlan.For(input, width, height), tensor[.._view]);
        if (input.Views == Views.Flip) Mirror(tensor[.._view], tensor[_view..]);
        if (input.Views != Views.FiveCrops) return;
        for (var crop = 1; crop < input.ViewCount; crop++)
            Pack(pixels, width, height, ResizePlan.For(input, width, height, crop), tensor.Slice(crop * _view, _view));
    }

    private void Mirror(ReadOnlySpan<float> tensor, Span<float> mirrored)
    {
        tensor.CopyTo(mirrored);
        for (; mirrored.Length > 0; mirrored = mirrored[input.Width..]) mirrored[..input.Width].Reverse();
    }

    private void Pack(ReadOnlySpan<uint> pixels, int width, int height, ResizePlan plan, Span<float> tensor)
    {
        var plane = input.Width * input.Height;
        var bgr = input.Channels == ChannelOrder.Bgr;
        var red = tensor.Slice(bgr ? 2 * plane : 0, plane);
        var green = tensor.Slice(plane, plane);
        var blue = tensor.Slice(bgr ? 0 : 2 * plane, plane);

        var (left, right) = (Math.Max(0, plan.Left), Math.Min(input.Width, plan.Left + plan.Width));
        var (top, bottom) = (Math.Max(0, plan.Top), Math.Min(input.Height, plan.Top + plan.Height));
        if (right - left < input.Width || bottom - top < input.Height)
        {
            red.Fill(_scaling.RedOffset);
            green.Fill(_scaling.GreenOffset);
            blue.Fill(_scaling.BlueOffset);
        }
        _columns.Compute(width, plan.Width, left - plan.Left, right - left);
        _rows.Compute(height, plan.Height, top - plan.Top, bottom - top);

        // Rows that keep their width are taken as they are.
        var narrowed = plan.Width == width && _columns.Length == width ? new Rows(0, pixels) : Narrow(pixels, width);
        for (var y = 0; y < _rows.Length; y++)
        {
            var weights = _rows.Weights(y);
            var rows = narrowed.Pixels.Slice((_rows.Start(y) - narrowed.First) * _columns.Length, weights.Length * _columns.Length);
            var at = (top + y) * input.Width + left;
            VerticalPass.Resize(
                rows, weights, _scaling,
                red.Slice(at, _columns.Length), green.Slice(at, _columns.Length), blue.Slice(at, _columns.Length));
        }
        if (_narrowed.Length > MostKept) _narrowed = [];
    }

    /// <summary>Resizes the rows that are needed to their final width; returned with the number of the first.</summary>
    private Rows Narrow(ReadOnlySpan<uint> pixels, int width)
    {
        var (first, count) = (_rows.Start(0), (_rows.End - _rows.Start(0)) * _columns.Length);
        if (_narrowed.Length < count) _narrowed = new uint[count];
        for (var y = first; y < _rows.End; y++)
            HorizontalPass.Resize(pixels.Slice(y * width, width), _columns, _narrowed.AsSpan((y - first) * _columns.Length, _columns.Length));
        return new Rows(first, _narrowed);
    }

    private readonly ref struct Rows(int first, ReadOnlySpan<uint> pixels)
    {
        public int First { get; } = first;

        public ReadOnlySpan<uint> Pixels { get; } = pixels;
    }
}
