namespace ActiveLabel.Core.People.Agreement;

/// <summary>What one person said about one image.</summary>
/// <param name="Unit">Zero-based number of the image.</param>
/// <param name="Rater">Zero-based number of the person.</param>
/// <param name="Category">Zero-based number of what was said.</param>
public readonly record struct Rating(int Unit, int Rater, int Category);

/// <summary>What many people said about many images, one answer each at most; most answers may be missing. Immutable.</summary>
public sealed class Ratings
{
    private readonly int[] _starts;
    private readonly int[] _raters;
    private readonly int[] _categories;

    /// <param name="ratings">In any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not below its count.</exception>
    /// <exception cref="ArgumentException">One person has two answers about one image.</exception>
    public Ratings(IReadOnlyCollection<Rating> ratings, int unitCount, int raterCount, int categoryCount)
    {
        (UnitCount, RaterCount, CategoryCount) = (unitCount, raterCount, categoryCount);
        _starts = new int[unitCount + 1];
        foreach (var rating in ratings)
        {
            Check(rating.Unit, unitCount);
            Check(rating.Rater, raterCount);
            Check(rating.Category, categoryCount);
            _starts[rating.Unit + 1]++;
        }

        for (var unit = 0; unit < unitCount; unit++)
        {
            _starts[unit + 1] += _starts[unit];
        }

        (_raters, _categories) = (new int[ratings.Count], new int[ratings.Count]);
        var next = _starts.AsSpan(0, unitCount).ToArray();
        foreach (var rating in ratings)
        {
            var place = next[rating.Unit]++;
            (_raters[place], _categories[place]) = (rating.Rater, rating.Category);
        }

        CheckOnce();
    }

    public int UnitCount { get; }

    public int RaterCount { get; }

    public int CategoryCount { get; }

    /// <summary>Answers in all.</summary>
    public int Count => _raters.Length;

    /// <returns>[m] who answered about that image.</returns>
    public ReadOnlySpan<int> RatersOf(int unit) => _raters.AsSpan(_starts[unit].._starts[unit + 1]);

    /// <returns>[m] what they said, in the same order.</returns>
    public ReadOnlySpan<int> CategoriesOf(int unit) => _categories.AsSpan(_starts[unit].._starts[unit + 1]);

    /// <summary>Place of the first answer about that image, in the order of all answers image by image.</summary>
    internal int FirstOf(int unit) => _starts[unit];

    private static void Check(int number, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, count);
    }

    private void CheckOnce()
    {
        var last = new int[RaterCount];
        for (var unit = 0; unit < UnitCount; unit++)
        {
            foreach (var rater in RatersOf(unit))
            {
                if (last[rater] == unit + 1)
                    throw new ArgumentException($"Person {rater} has two answers about image {unit}: only the last may count.", "ratings");

                last[rater] = unit + 1;
            }
        }
    }
}
