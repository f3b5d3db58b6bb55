namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>Values of one image at one layer, [height, width, channels].</summary>
internal sealed class Picture(int height, int width, int channels)
{
    private readonly float[] _values = new float[height * width * channels];

    public int Height => height;

    public int Width => width;

    public int Channels => channels;

    public float this[int y, int x, int channel]
    {
        get => _values[(((y * width) + x) * channels) + channel];
        set => _values[(((y * width) + x) * channels) + channel] = value;
    }

    public static Picture Fill(int height, int width, int channels, Func<int, int, int, float> value)
    {
        var picture = new Picture(height, width, channels);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var channel = 0; channel < channels; channel++)
                    picture[y, x, channel] = value(y, x, channel);
        return picture;
    }

    public static Picture Fill(Picture like, Func<int, int, int, float> value) => Fill(like.Height, like.Width, like.Channels, value);

    /// <summary>From [channels, height, width].</summary>
    public static Picture FromChannelsFirst(ReadOnlySpan<float> values, int channels, int height, int width)
    {
        var copy = values.ToArray();
        return Fill(height, width, channels, (y, x, channel) => copy[(((channel * height) + y) * width) + x]);
    }

    public bool Contains(int y, int x) => y >= 0 && y < height && x >= 0 && x < width;

    public float? OrNull(int y, int x, int channel) => Contains(y, x) ? this[y, x, channel] : null;

    public Picture Map(Func<float, float> map) => Fill(this, (y, x, channel) => map(this[y, x, channel]));

    /// <summary>The mean over the picture of each channel.</summary>
    public float[] Means() =>
    [
        .. Enumerable.Range(0, channels).Select(channel =>
        {
            var sum = 0.0;
            for (var position = channel; position < _values.Length; position += channels)
                sum += _values[position];
            return (float)(sum / (height * width));
        }),
    ];
}
