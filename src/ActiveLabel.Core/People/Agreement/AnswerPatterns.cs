namespace ActiveLabel.Core.People.Agreement;

/// <summary>
/// The different sets of answers that images have, by how often each category was given: of a hundred thousand images most
/// are alike. Only images with two answers or more.
/// </summary>
internal sealed class AnswerPatterns
{
    private readonly int[] _ofUnit;

    public AnswerPatterns(Ratings ratings)
    {
        var numbers = new Dictionary<int[], int>(new SameAnswers());
        var known = numbers.GetAlternateLookup<ReadOnlySpan<int>>();
        var patterns = new List<AnswerPattern>();
        var ofUnit = new List<int>();
        var scratch = new int[ratings.RaterCount];
        for (var unit = 0; unit < ratings.UnitCount; unit++)
        {
            var said = ratings.CategoriesOf(unit);
            if (said.Length < 2)
                continue;

            said.CopyTo(scratch);
            var sorted = scratch.AsSpan(0, said.Length);
            sorted.Sort();
            if (!known.TryGetValue(sorted, out var number))
            {
                known[sorted] = number = patterns.Count;
                patterns.Add(AnswerPattern.Of(sorted));
            }

            ofUnit.Add(number);
        }

        (_ofUnit, Patterns, CategoryCount) = ([.. ofUnit], patterns, ratings.CategoryCount);
    }

    public IReadOnlyList<AnswerPattern> Patterns { get; }

    public int CategoryCount { get; }

    /// <summary>Images.</summary>
    public int UnitCount => _ofUnit.Length;

    /// <returns>[patterns] how many images have each.</returns>
    public int[] Counts()
    {
        var counts = new int[Patterns.Count];
        foreach (var pattern in _ofUnit)
        {
            counts[pattern]++;
        }

        return counts;
    }

    /// <summary>As many images as there are, drawn with replacement.</summary>
    /// <param name="counts">[patterns] receives how many of each were drawn.</param>
    public void Draw(ulong seed, Span<int> counts)
    {
        counts.Clear();
        var state = seed;
        for (var drawn = 0; drawn < _ofUnit.Length; drawn++)
        {
            // SplitMix64 (Steele, Lea, Flood 2014); its upper half times the count is a place (Lemire 2019, without its rejection: off by less than one in ten thousand).
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            counts[_ofUnit[(int)(((z >> 32) * (ulong)_ofUnit.Length) >> 32)]]++;
        }
    }

    private sealed class SameAnswers : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(int[] answers) => GetHashCode(answers.AsSpan());

        public int GetHashCode(ReadOnlySpan<int> answers)
        {
            var hash = new HashCode();
            foreach (var category in answers)
            {
                hash.Add(category);
            }

            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}

/// <summary>How often each category was given for one image.</summary>
/// <param name="Answers">In all, 2 or more.</param>
/// <param name="AgreeingPairs">Ordered pairs of different people who said the same: the sum of n(n - 1) over the categories.</param>
/// <param name="Given">Categories that were given, and how often each.</param>
internal sealed record AnswerPattern(int Answers, long AgreeingPairs, IReadOnlyList<(int Category, int Count)> Given)
{
    /// <param name="sorted">[m] categories, equal ones side by side.</param>
    public static AnswerPattern Of(ReadOnlySpan<int> sorted)
    {
        var given = new List<(int Category, int Count)>();
        foreach (var category in sorted)
        {
            if (given.Count > 0 && given[^1].Category == category)
                given[^1] = (category, given[^1].Count + 1);
            else
                given.Add((category, 1));
        }

        return new AnswerPattern(sorted.Length, given.Sum(g => (long)g.Count * (g.Count - 1)), given);
    }
}
