namespace ActiveLabel.Core.Features.Likeness;

/// <summary>Which of some things belong together (Galler and Fischer 1964). The least of a set stands for it, whatever the order in which sets are united.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    public void Unite(int one, int other)
    {
        var (first, second) = (Root(one), Root(other));
        _parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    /// <summary>The sets of two and more, each ascending, in the order of their least.</summary>
    public IEnumerable<int[]> List() =>
        Enumerable.Range(0, _parents.Length).Where(i => Root(i) != i).GroupBy(Root).OrderBy(g => g.Key).Select(g => (int[])[g.Key, .. g]);

    private int Root(int thing)
    {
        while (_parents[thing] != thing)
        {
            _parents[thing] = _parents[_parents[thing]];
            thing = _parents[thing];
        }

        return thing;
    }
}
