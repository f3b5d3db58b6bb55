using System.Diagnostics.CodeAnalysis;

namespace ActiveLabel.Vision.Featurization;

/// <summary>
/// Things that go from thread to thread, first come, first served. Decoding and inference keep cores busy for minutes, so
/// they have threads of their own, which may wait here, and the pool's stay free for those who visit the pages meanwhile.
/// There are only so many things, so that putting one never waits, and nothing is allocated once the line is made.
/// </summary>
internal sealed class WaitingLine<T>(int room)
{
    private readonly Lock _lock = new();
    // One for each thing in the line, and one more once it is complete. Never disposed: it holds nothing that needs it.
    private readonly SemaphoreSlim _ready = new(0);
    private readonly T[] _things = new T[room];
    private int _first;
    private int _count;

    public void Put(T thing)
    {
        lock (_lock)
        {
            if (_count == room) throw new InvalidOperationException($"There is room for all {room} that go round.");
            _things[(_first + _count++) % room] = thing;
        }
        _ready.Release();
    }

    /// <summary>No more will be put.</summary>
    public void Complete() => _ready.Release();

    /// <summary>Waits for the next one.</summary>
    /// <returns>False when there will be no more.</returns>
    public bool Take([MaybeNullWhen(false)] out T thing, CancellationToken cancel)
    {
        _ready.Wait(cancel);
        return TakeFirst(out thing);
    }

    /// <returns>False when none came in that time, or there will be no more.</returns>
    public bool Take([MaybeNullWhen(false)] out T thing, TimeSpan longest)
    {
        if (_ready.Wait(longest)) return TakeFirst(out thing);
        thing = default;
        return false;
    }

    private bool TakeFirst([MaybeNullWhen(false)] out T thing)
    {
        lock (_lock)
        {
            if (_count > 0)
            {
                thing = _things[_first];
                _first = (_first + 1) % room;
                _count--;
                return true;
            }
        }
        // It is complete, which whoever comes next shall see too.
        _ready.Release();
        thing = default;
        return false;
    }
}
