namespace ActiveLabel.Core.Evaluation;

/// <summary>Some of many labelled images, each class with its share.</summary>
public static class StratifiedSample
{
    /// <param name="classes">[n] zero-based.</param>
    /// <param name="most">Images to draw; all where there are no more.</param>
    /// <returns>Places, ascending, each once. The same for the same seed; every class has at least one.</returns>
    public static IReadOnlyList<int> Draw(IReadOnlyList<int> classes, int most, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int[] all = [.. Enumerable.Range(0, classes.Count)];
        if (all.Length <= most)
            return all;

        new Random(seed).Shuffle(all);
        // By their relative place within their class, so that whatever number is taken holds each class's share.
        var sizes = all.GroupBy(place => classes[place]).ToDictionary(group => group.Key, group => group.Count());
        return [.. all.GroupBy(place => classes[place])
            .SelectMany(group => group.Index().Select(at => (Place: at.Item, Rank: (double)at.Index / sizes[group.Key])))
            .OrderBy(image => image.Rank).Take(Math.Max(most, sizes.Count)).Select(image => image.Place).Order()];
    }
}
