namespace ActiveLabel.Core.People.Agreement;

/// <summary>For each answer what most of the others said about that image, the answer itself left out.</summary>
internal sealed class OthersMajority
{
    private const int Nobody = -1, Tied = -2;

    private readonly Ratings _ratings;

    /// <summary>[answers] in the order of the ratings, image by image.</summary>
    private readonly int[] _most;

    public OthersMajority(Ratings ratings)
    {
        (_ratings, _most) = (ratings, new int[ratings.Count]);
        var counts = new int[ratings.CategoryCount];
        for (var unit = 0; unit < ratings.UnitCount; unit++)
        {
            var said = ratings.CategoriesOf(unit);
            var most = _most.AsSpan(ratings.FirstOf(unit), said.Length);
            if (said.Length < 2)
                most.Fill(Nobody);
            else
                Decide(said, counts, most);
        }
    }

    /// <returns>Zero-based category; null where nobody else answered, or they said two things equally often.</returns>
    public int? Of(int unit, int place) => _most[_ratings.FirstOf(unit) + place] is >= 0 and var most ? most : null;

    /// <param name="counts">[K] all 0, before and after.</param>
    private static void Decide(ReadOnlySpan<int> said, Span<int> counts, Span<int> most)
    {
        foreach (var category in said)
        {
            counts[category]++;
        }

        // Who said the same is judged the same.
        for (var i = 0; i < said.Length; i++)
        {
            most[i] = i > 0 && said[i] == said[i - 1] ? most[i - 1] : Without(said[i], said, counts);
        }

        foreach (var category in said)
        {
            counts[category] = 0;
        }
    }

    private static int Without(int own, ReadOnlySpan<int> said, Span<int> counts)
    {
        counts[own]--;
        var (best, most, isTied) = (Nobody, 0, false);
        foreach (var category in said)
        {
            if (category == best)
                continue;

            if (counts[category] > most)
                (best, most, isTied) = (category, counts[category], false);
            else if (counts[category] == most)
                isTied = most > 0;
        }

        counts[own]++;
        return isTied ? Tied : best;
    }
}
