namespace ActiveLabel.Core.Sampling;

/// <summary>The places with the least keys out of many offered, in the order of the keys, without keeping or sorting the rest.</summary>
/// <remarks>
/// As soon as twice as many are kept as are wanted, they are sorted and the second half is dropped. From then on most
/// keys cost one comparison with the last that is left; keys that come from the greatest to the least are all sorted.
/// </remarks>
/// <typeparam name="TKey">Equal keys come in any order.</typeparam>
internal sealed class Foremost<TKey>(int count)
    where TKey : struct, IComparable<TKey>
{
    private TKey[] _keys = new TKey[Math.Min(count, 128) * 2];
    private int[] _places = new int[Math.Min(count, 128) * 2];
    private int _kept;

    /// <summary>A key after this one is not wanted any more; null as long as any is.</summary>
    public TKey? Bound { get; private set; }

    public void Offer(TKey key, int place)
    {
        if (count == 0 || Bound?.CompareTo(key) < 0) return;
        if (_kept == _keys.Length) MakeRoom();
        (_keys[_kept], _places[_kept]) = (key, place);
        _kept++;
    }

    /// <returns>As many places as are wanted, or as were offered.</returns>
    public ArraySegment<int> Take()
    {
        Array.Sort(_keys, _places, 0, _kept);
        return new ArraySegment<int>(_places, 0, Math.Min(count, _kept));
    }

    private void MakeRoom()
    {
        if (_kept < 2L * count)
        {
            var length = (int)Math.Min(2L * _kept, Math.Min(2L * count, Array.MaxLength));
            Array.Resize(ref _keys, length);
            Array.Resize(ref _places, length);
            return;
        }

        Array.Sort(_keys, _places, 0, _kept);
        _kept = count;
        Bound = _keys[count - 1];
    }
}
