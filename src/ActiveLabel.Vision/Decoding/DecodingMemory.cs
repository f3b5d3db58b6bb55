namespace ActiveLabel.Vision.Decoding;

/// <summary>
/// What all threads together may use for decoding large pictures: 1 GiB, codecs' own buffers included. A thread that
/// wants more than is free waits for the others, first come, first served. Pictures of up to 16 MiB, which is most of
/// them, never wait and are not counted, so that all in all decoding stays below 1 GiB and 16 MiB a thread.
/// </summary>
internal sealed class DecodingMemory(long budget = DecodingMemory.Default)
{
    public const long Default = 1L << 30;

    /// <summary>Bytes up to which a picture is small.</summary>
    public const long Small = 16L << 20;

    private readonly Lock _lock = new();
    private readonly LinkedList<SemaphoreSlim> _waiting = new();
    private long _used;

    public static DecodingMemory Shared { get; } = new();

    /// <summary>Why a picture that needs so much cannot be decoded, or null.</summary>
    public string? Refusal(long bytes) => bytes <= budget
        ? null
        : $"decoding it would take {bytes >> 20:N0} MiB of memory, more than the {budget >> 20:N0} that are allowed; save it smaller";

    /// <summary>Waits until so much is free and takes it. A thread must not hold any while it waits for more.</summary>
    public void Take(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, budget);
        using var turn = new SemaphoreSlim(0, 1);
        lock (_lock)
        {
            if (_waiting.Count == 0 && _used + bytes <= budget)
            {
                _used += bytes;
                return;
            }
            _waiting.AddLast(turn);
        }
        while (true)
        {
            turn.Wait();
            lock (_lock)
            {
                if (_used + bytes > budget) continue;
                _used += bytes;
                _waiting.RemoveFirst();
                // There may be enough for the next one too.
                WakeFirst();
                return;
            }
        }
    }

    public void GiveBack(long bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            WakeFirst();
        }
    }

    private void WakeFirst()
    {
        if (_waiting.First?.Value is { CurrentCount: 0 } first) first.Release();
    }
}
