namespace ActiveLabel.Core.People.Agreement;

/// <summary>The same ratings person by person, each one's images in rising order, so that two of them are crossed in one walk.</summary>
internal sealed class RatingsByRater
{
    private readonly int[][] _units;
    private readonly int[][] _categories;
    private readonly int _categoryCount;

    public RatingsByRater(Ratings ratings)
    {
        _categoryCount = ratings.CategoryCount;
        var counts = new int[ratings.RaterCount];
        Walk(ratings, (_, rater, _) => counts[rater]++);
        (_units, _categories) = ([.. counts.Select(n => new int[n])], [.. counts.Select(n => new int[n])]);
        Array.Clear(counts);
        Walk(ratings, (unit, rater, category) =>
        {
            var place = counts[rater]++;
            (_units[rater][place], _categories[rater][place]) = (unit, category);
        });
    }

    /// <param name="table">[K, K] row-major, overwritten: how often the first said the row's category, and the second the column's.</param>
    /// <returns>Images that both have answered.</returns>
    public int Cross(int first, int second, Span<int> table)
    {
        table.Clear();
        int[] a = _units[first], b = _units[second];
        int[] saysA = _categories[first], saysB = _categories[second];
        int i = 0, j = 0, shared = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] < b[j])
            {
                i++;
            }
            else if (a[i] > b[j])
            {
                j++;
            }
            else
            {
                table[(saysA[i++] * _categoryCount) + saysB[j++]]++;
                shared++;
            }
        }

        return shared;
    }

    private static void Walk(Ratings ratings, Action<int, int, int> visit)
    {
        for (var unit = 0; unit < ratings.UnitCount; unit++)
        {
            var raters = ratings.RatersOf(unit);
            var categories = ratings.CategoriesOf(unit);
            for (var i = 0; i < raters.Length; i++)
            {
                visit(unit, raters[i], categories[i]);
            }
        }
    }
}
