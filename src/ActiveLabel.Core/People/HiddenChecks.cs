namespace ActiveLabel.Core.People;

/// <summary>Which of the images that somebody gets are gold images in secret, and which gold image it is.</summary>
/// <remarks>
/// Decided by the person, the place and the seed alone: a page that is loaded again gets the same. One check falls in each
/// stretch of 1 / share places, at a place of it that nobody can guess.
/// </remarks>
public static class HiddenChecks
{
    /// <summary>Who had the image in practice so lately remembers it.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>So many other checks at least lie between two with the same image.</summary>
    public const int Apart = 20;

    /// <param name="place">Zero-based: how many images the person had before.</param>
    /// <param name="share">Share of the places that are checks, 0 to 1.</param>
    public static bool IsCheck(int seed, long personId, int place, double share)
    {
        if (share <= 0)
            return false;

        var stretch = (long)Math.Floor(place * share);
        var (from, to) = (StartOf(stretch, share), StartOf(stretch + 1, share));
        // The product may fall just short of the stretch that the place begins.
        if (place >= to)
            (stretch, from, to) = (stretch + 1, to, StartOf(stretch + 2, share));

        return place == from + (long)(Mix(seed, personId, stretch) % (ulong)Math.Max(1, to - from));
    }

    /// <summary>
    /// The gold image for the next check: of those least shown, one by chance. Null where every one is too fresh in the
    /// person's mind or in a hand already: then there is no check.
    /// </summary>
    /// <param name="gold">Images whose class is known.</param>
    /// <param name="answers">All of the person's answers about gold images that stand, oldest first.</param>
    /// <param name="inHand">Gold images that the person has before them.</param>
    public static PracticeImage? Next(
        IReadOnlyList<PracticeImage> gold, IReadOnlyList<PracticeAnswer> answers, IReadOnlySet<long> inHand, DateTimeOffset now, int seed, long personId)
    {
        var hidden = answers.Where(a => a.Source == GoldSource.Hidden).Select(a => a.ImageId).ToList();
        var fresh = answers.Where(a => a.Source == GoldSource.Practice && now - a.At < Fresh).Select(a => a.ImageId)
            .Concat(hidden.TakeLast(Apart)).Concat(inHand).ToHashSet();
        var shown = answers.CountBy(a => a.ImageId).ToDictionary();
        var open = gold.Where(i => !fresh.Contains(i.ImageId)).ToList();
        return open.Count == 0
            ? null
            : open.OrderBy(i => shown.GetValueOrDefault(i.ImageId)).ThenBy(i => Mix(seed, personId, i.ImageId)).ThenBy(i => i.ImageId).First();
    }

    private static long StartOf(long stretch, double share) => (long)Math.Ceiling(stretch / share);

    /// <summary>SplitMix64's last step (Steele, Lea, Flood 2014), over all three.</summary>
    private static ulong Mix(int seed, long personId, long value)
    {
        unchecked
        {
            var z = ((ulong)seed * 0x9E3779B97F4A7C15) ^ ((ulong)personId * 0xBF58476D1CE4E5B9) ^ ((ulong)value + 0x94D049BB133111EB);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
