namespace ActiveLabel.Core.Images.Import;

/// <summary>Draws a test split that holds the same share of every class.</summary>
internal static class StratifiedSplit
{
    /// <summary>
    /// Draws round(share * n) of the n images of each class; images without a class are a class of their own. What is
    /// drawn depends on the seed and the images' bytes, not on their names or order.
    /// </summary>
    /// <param name="classes">Class of each image, each hash once.</param>
    public static IReadOnlySet<ImageHash> Draw(IReadOnlyDictionary<ImageHash, long?> classes, double share, int seed) => Draw(
        classes.GroupBy(c => c.Value, c => c.Key).Select(stratum => stratum.OrderBy(h => h.Hex, StringComparer.Ordinal)), share, seed);

    /// <param name="strata">The images of each class, in an order that is the same for the same images.</param>
    public static IReadOnlySet<T> Draw<T>(IEnumerable<IEnumerable<T>> strata, double share, int seed)
    {
        var test = new HashSet<T>();
        foreach (var stratum in strata)
        {
            var images = stratum.ToArray();
            new Random(seed).Shuffle(images);
            test.UnionWith(images.Take((int)Math.Round(share * images.Length, MidpointRounding.AwayFromZero)));
        }

        return test;
    }
}
