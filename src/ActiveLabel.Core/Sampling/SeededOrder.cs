namespace ActiveLabel.Core.Sampling;

/// <summary>
/// A random number for each image that depends on nothing but seed and image id: neither on the order in which images
/// are looked at, nor on what else is in the pool, nor on the number of threads.
/// </summary>
internal static class SeededOrder
{
    /// <summary>SplitMix64 (Steele, Lea and Flood 2014) over seed and id.</summary>
    public static ulong Key(int seed, long imageId) => Mix(Mix((ulong)seed + 0x9E3779B97F4A7C15) ^ (ulong)imageId);

    /// <summary>The same as a number from 0 up to 1.</summary>
    public static double Unit(int seed, long imageId) => (Key(seed, imageId) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Places 0 to n-1 in random order.</summary>
    public static int[] Shuffle(IReadOnlyList<long> imageIds, int seed)
    {
        var places = new int[imageIds.Count];
        var keys = new (ulong Key, long Id)[imageIds.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
            keys[i] = (Key(seed, imageIds[i]), imageIds[i]);
        }

        Array.Sort(keys, places);
        return places;
    }

    /// <summary>The first places of that order, without sorting all.</summary>
    /// <returns><paramref name="count"/> places, or as many as there are.</returns>
    public static ArraySegment<int> First(IReadOnlyList<long> imageIds, int seed, int count)
    {
        var foremost = new Foremost<(ulong Key, long Id)>(Math.Min(count, imageIds.Count));
        var bound = ulong.MaxValue;
        for (var i = 0; count > 0 && i < imageIds.Count; i++)
        {
            var id = imageIds[i];
            var key = Key(seed, id);
            // Of most images this is all that is looked at.
            if (key > bound) continue;
            foremost.Offer((key, id), i);
            bound = foremost.Bound?.Key ?? bound;
        }

        return foremost.Take();
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
