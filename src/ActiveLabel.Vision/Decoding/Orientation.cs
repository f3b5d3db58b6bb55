namespace ActiveLabel.Vision.Decoding;

/// <summary>How a stored picture is turned upright: the EXIF orientation, 1 to 8 (EXIF 2.32, tag 0x0112).</summary>
internal readonly record struct Orientation
{
    private readonly int _exif;

    private Orientation(int exif) => _exif = exif;

    public static Orientation Upright => new(1);

    /// <summary>Rows of the stored picture are columns of the upright one.</summary>
    public bool SwapsSides => _exif >= 5;

    /// <summary>Values that the standard does not know count as upright, as viewers have it.</summary>
    public static Orientation FromExif(int value) => new(value is >= 1 and <= 8 ? value : 1);

    /// <param name="width">Of the stored picture.</param>
    /// <param name="height">Of the stored picture.</param>
    public void Turn(ReadOnlySpan<uint> stored, Span<uint> upright, int width, int height)
    {
        // The upright pixel (x, y) is the stored pixel start + x * right + y * down.
        var last = width * height - 1;
        var bottom = width * (height - 1);
        var (start, right, down) = _exif switch
        {
            2 => (width - 1, -1, width),
            3 => (last, -1, -width),
            4 => (bottom, 1, -width),
            5 => (0, width, 1),
            6 => (bottom, -width, 1),
            7 => (last, -width, -1),
            8 => (width - 1, width, -1),
            _ => (0, 1, width),
        };
        var (columns, rows) = SwapsSides ? (height, width) : (width, height);
        for (var y = 0; y < rows; y++)
        {
            var row = upright.Slice(y * columns, columns);
            var from = start + y * down;
            for (var x = 0; x < row.Length; x++, from += right) row[x] = stored[from];
        }
    }
}
