using System.Runtime.InteropServices;

namespace ActiveLabel.Core;

/// <summary>
/// Threads for work that people do not wait for at that moment: they get the processor when nobody else wants it, so that
/// a model that trains slows nobody down who labels. Work that is done here stays here with the loops that it runs in
/// parallel (<see cref="Loop"/>).
/// </summary>
public sealed partial class BackgroundThreads : TaskScheduler, IDisposable
{
    /// <summary>Steps of niceness: about a quarter of the processor against a thread without any, all of it where there is no other.</summary>
    private const int Niceness = 5;

    private readonly Queue<object> _waiting = [];
    private readonly Thread[] _threads;
    private bool _ended;

    /// <param name="count">Threads; by default one a core.</param>
    public BackgroundThreads(int? count = null)
    {
        _threads = [.. Enumerable.Range(0, count ?? Environment.ProcessorCount).Select(i => new Thread(Work) { IsBackground = true, Name = $"background {i}" })];
        foreach (var thread in _threads)
        {
            thread.Start(this);
        }
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => _threads.Length;

    /// <summary>The threads on which the caller runs, or null where it runs on others.</summary>
    [field: ThreadStatic]
    public static BackgroundThreads? Here { get; private set; }

    /// <summary>How a loop runs in parallel: on the threads on which whoever begins it runs.</summary>
    /// <param name="most">Threads at most; -1 for as many as there are.</param>
    public static ParallelOptions Loop(CancellationToken cancel = default, int most = -1) =>
        new() { CancellationToken = cancel, MaxDegreeOfParallelism = most, TaskScheduler = Here ?? Default };

    /// <summary>Has one of the threads do the work, and waits for it. What it throws is thrown here.</summary>
    /// <remarks>
    /// The caller waits, and nothing here awaits: on Linux a thread inherits the niceness of the one that creates it, and
    /// whoever hands work to the pool may create one of its threads.
    /// </remarks>
    public T Do<T>(Func<T> work) => Here == this
        ? work()
        : Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).GetAwaiter().GetResult();

    /// <summary>Has another thread of the caller's kind do something, without a task to wait for: one of these, or of the pool.</summary>
    public static void Queue(IThreadPoolWorkItem work)
    {
        if (Here is { } threads)
            threads.Enqueue(work);
        else
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
    }

    /// <summary>What waits is not begun any more.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _ended = true;
            Monitor.PulseAll(_waiting);
        }
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => Enqueue(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => Here == this && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_waiting) return [.. _waiting.OfType<Task>()];
    }

    private void Enqueue(object work)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(work);
            Monitor.Pulse(_waiting);
        }
    }

    private static void Work(object? threads)
    {
        Here = (BackgroundThreads)threads!;
        StepBack();
        while (Here.Next() is { } work)
        {
            if (work is Task task)
                Here.TryExecuteTask(task);
            else
                ((IThreadPoolWorkItem)work).Execute();
        }
    }

    private object? Next()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_ended)
            {
                Monitor.Wait(_waiting);
            }

            return _ended ? null : _waiting.Dequeue();
        }
    }

    /// <summary>On Linux the runtime leaves priorities alone, and a thread has a niceness of its own; elsewhere it is the process that has.</summary>
    private static void StepBack()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(which: 0, who: 0, Niceness);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
