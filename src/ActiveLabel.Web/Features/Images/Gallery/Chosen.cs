namespace ActiveLabel.Web.Features.Images.Gallery;

/// <summary>The images that somebody has chosen, and from which one on a range goes.</summary>
internal sealed class Chosen
{
    private readonly HashSet<long> _ids = [];
    private int? _anchor;

    public int Count => _ids.Count;

    /// <summary>In the order in which they are shown.</summary>
    public IReadOnlyList<long> Of(IReadOnlyList<long> shown) => [.. shown.Where(_ids.Contains)];

    public bool Contains(long imageId) => _ids.Contains(imageId);

    public void Toggle(IReadOnlyList<long> shown, int place)
    {
        if (!_ids.Remove(shown[place]))
            _ids.Add(shown[place]);
        _anchor = place;
    }

    /// <summary>All from the one that was pressed before up to this one.</summary>
    public void Extend(IReadOnlyList<long> shown, int place)
    {
        var from = Math.Min(_anchor ?? place, shown.Count - 1);
        for (var at = Math.Min(from, place); at <= Math.Max(from, place); at++)
            _ids.Add(shown[at]);
        _anchor = place;
    }

    public void All(IReadOnlyList<long> shown) => _ids.UnionWith(shown);

    public void Clear()
    {
        _ids.Clear();
        _anchor = null;
    }
}
