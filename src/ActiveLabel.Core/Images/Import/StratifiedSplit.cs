namespace ActiveLabel.Core.Images.Import;

/// <summary>Draws a test split that holds the same share of every class.</summary>
internal static class StratifiedSplit
{
    /// <summary>
    /// Draws round(share * n) of the n images of each class; images without a class are a class of their own. What is
    /// drawn depends on the seed and the images' bytes, not on their names or order.
    /// </summary>
    /// <param name="classes">Class of each image, each hash once.</param>
    public static IReadOnlySet<ImageHash> Draw(IReadOnlyDictionary<ImageHash, long?> classes, double share, int seed)
    {
        var test = new HashSet<ImageHash>();
        foreach (var stratum in classes.GroupBy(c => c.Value, c => c.Key))
        {
            var hashes = stratum.OrderBy(h => h.Hex, StringComparer.Ordinal).ToArray();
            new Random(seed).Shuffle(hashes);
            test.UnionWith(hashes.Take((int)Math.Round(share * hashes.Length, MidpointRounding.AwayFromZero)));
        }

        return test;
    }
}
