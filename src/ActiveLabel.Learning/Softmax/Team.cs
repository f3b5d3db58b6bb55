using ActiveLabel.Core;

namespace ActiveLabel.Learning.Softmax;

/// <summary>Work in numbered pieces that do not depend on each other.</summary>
internal interface IPieces
{
    void Do(int piece);
}

/// <summary>
/// Several threads on the pieces of one work, without allocating anything for it. The caller works too, and alone where
/// there is no thread to spare, so that it never waits for one to begin.
/// </summary>
internal sealed class Team(int threads) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _done = new(0);
    private IPieces? _work;
    private Exception? _fault;
    private int _next;
    private int _left;

    /// <summary>Does pieces 0 to <paramref name="count"/> - 1 and comes back when all are done.</summary>
    public void Run(IPieces work, int count)
    {
        if (threads <= 1 || count == 1)
        {
            for (var piece = 0; piece < count; piece++)
            {
                work.Do(piece);
            }

            return;
        }

        _work = work;
        _left = count;

        // The last to be written: a thread that came too late for the work before may begin from here on.
        Volatile.Write(ref _next, count);
        for (var helper = 1; helper < Math.Min(threads, count); helper++)
        {
            BackgroundThreads.Queue(this);
        }

        Execute();
        _done.Wait();
        if (_fault is { } fault)
        {
            _fault = null;
            throw new InvalidOperationException("A part of the training failed.", fault);
        }
    }

    public void Execute()
    {
        // Counted down, so that a thread that comes late finds less than nothing and need not know how many there were.
        for (var piece = Interlocked.Decrement(ref _next); piece >= 0; piece = Interlocked.Decrement(ref _next))
        {
            try
            {
                _work!.Do(piece);
            }
            catch (Exception fault)
            {
                lock (_gate) _fault ??= fault;
            }

            if (Interlocked.Decrement(ref _left) == 0)
                _done.Release();
        }
    }
}
