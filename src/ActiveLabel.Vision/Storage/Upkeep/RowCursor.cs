using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage.Upkeep;

/// <summary>Walks through the rows in use in their order, a page at a time, whatever their number.</summary>
internal sealed class RowCursor(IVectorIndex index, string featurizerId, CancellationToken cancel)
{
    private const int PageRows = 10_000;

    private long[] _page = [];
    private int _at;
    private long _next;
    private bool _last;

    /// <summary>The next of them below <paramref name="end"/>; call again until there is none.</summary>
    public async Task<ArraySegment<long>> NextAsync(long end)
    {
        if (_at == _page.Length && !_last)
        {
            _page = [.. await index.RowsInUseAsync(featurizerId, _next, PageRows, cancel)];
            _at = 0;
            _last = _page.Length < PageRows;
            if (_page.Length > 0) _next = _page[^1] + 1;
        }
        var first = _at;
        while (_at < _page.Length && _page[_at] < end) _at++;
        return new ArraySegment<long>(_page, first, _at - first);
    }

    public static async Task<long> CountAsync(IVectorIndex index, string featurizerId, CancellationToken cancel)
    {
        var cursor = new RowCursor(index, featurizerId, cancel);
        long count = 0;
        while (await cursor.NextAsync(long.MaxValue) is { Count: > 0 } page) count += page.Count;
        return count;
    }
}
