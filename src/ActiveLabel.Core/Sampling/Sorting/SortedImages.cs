namespace ActiveLabel.Core.Sampling.Sorting;

/// <summary>
/// Images put into groups: what a model takes them for, or what looks alike. Those that belong most to a group come first
/// in it. 12 bytes an image; never changed, and so safe to read from many threads.
/// </summary>
public sealed class SortedImages
{
    /// <summary>No images.</summary>
    public static readonly SortedImages None = new([], [], 0, _ => 0);

    private readonly long[] _ids;
    private readonly float[] _sureness;
    private readonly int[] _starts;

    /// <param name="keys">[n] group in the upper half, place in the group in the lower; sorted here.</param>
    /// <param name="ids">[n] in the order of the keys; sorted with them.</param>
    /// <param name="sureness">The probability behind the lower half of a key.</param>
    internal SortedImages(ulong[] keys, long[] ids, int groups, Func<uint, float> sureness)
    {
        Array.Sort(keys, ids);
        _ids = ids;
        _sureness = Array.ConvertAll(keys, key => sureness((uint)key));
        _starts = new int[groups + 1];
        foreach (var key in keys)
        {
            _starts[(int)(key >> 32) + 1]++;
        }

        for (var group = 0; group < groups; group++)
        {
            _starts[group + 1] += _starts[group];
        }
    }

    public int Count => _ids.Length;

    public int GroupCount => _starts.Length - 1;

    /// <summary>The place of a group's first image among all.</summary>
    /// <param name="group">0 to <see cref="GroupCount"/>, which is one behind the last.</param>
    public int StartOf(int group) => _starts[group];

    /// <summary>All images, group by group, those that belong most to each first.</summary>
    public ReadOnlySpan<long> Ids => _ids;

    /// <summary>How sure the model is of the image at that place, 0 to 1; 0 where there is no model.</summary>
    public float SurenessAt(int place) => _sureness[place];
}
