using System.Threading.Channels;
using ActiveLabel.Core.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ActiveLabel.Data.Database;

/// <summary>
/// The one writer of this process for what people wait for. Whatever waits is done in one transaction, a savepoint a job,
/// and synced to disk once for all: so nobody polls for the database's one write lock, and a hundred people cost hardly
/// more syncs than ten. A job is told that it is done only when it is safe on disk.
/// </summary>
internal sealed class SharedWriter : IAsyncDisposable, IDisposable
{
    /// <summary>More would keep the first of them waiting for the last.</summary>
    private const int MostTogether = 64;

    private readonly IDbContextFactory<ActiveLabelContext> _contexts;

    /// <summary>Bounded: whoever finds it full waits outside, with no more memory than that takes.</summary>
    private readonly Channel<Job> _waiting = Channel.CreateBounded<Job>(new BoundedChannelOptions(1024) { SingleReader = true });

    /// <summary>One count for each job that waits, and one for the end.</summary>
    private readonly SemaphoreSlim _wake = new(0);

    private readonly Task _loop;

    private Writing? _open;

    public SharedWriter(IDbContextFactory<ActiveLabelContext> contexts)
    {
        _contexts = contexts;
        // A thread of its own: whoever labels does not queue behind the work of a training for a turn on the pool's threads.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>
    /// Does the work in a serialisable transaction; once it has begun, only the work itself looks at
    /// <paramref name="cancel"/>. What it throws is thrown here, and nothing of it is kept. The work must not wait for
    /// another of this writer's.
    /// </summary>
    public async Task<T> DoAsync<T>(Func<Writing, Task<T>> work, CancellationToken cancel)
    {
        var job = new Job<T>(work, cancel);
        await _waiting.Writer.WriteAsync(job, cancel);
        _wake.Release();
        return await job.Result;
    }

    public Task DoAsync(Func<Writing, Task> work, CancellationToken cancel) =>
        DoAsync(
            async writing =>
            {
                await work(writing);
                return true;
            },
            cancel);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>What waits is done first.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _wake.Release();
        await _loop;
        await CloseAsync();
        _wake.Dispose();
    }

    private void Run()
    {
        var together = new List<Job>(MostTogether);
        while (!_waiting.Reader.Completion.IsCompleted)
        {
            _wake.Wait();
            together.Clear();
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var job))
            {
                together.Add(job);
            }

            // SQLite does all of it on the thread that asks.
            if (together.Count > 0)
                CommitAsync(together).GetAwaiter().GetResult();
        }
    }

    private async Task CommitAsync(List<Job> jobs)
    {
        try
        {
            var writing = _open ??= await Writing.OpenAsync(_contexts);
            await using var transaction = await writing.Context.BeginSerializableAsync(CancellationToken.None);
            foreach (var job in jobs)
            {
                await DoAsync(job, writing, transaction);
            }

            await transaction.CommitAsync();
        }
        catch (Exception failure)
        {
            // The disk is full, say. The connection may be in any state: the next jobs get another.
            jobs.ForEach(job => job.Fail(failure));
            await CloseAsync();
        }

        jobs.ForEach(job => job.Tell());
    }

    private static async Task DoAsync(Job job, Writing writing, IDbContextTransaction transaction)
    {
        const string Savepoint = "job";
        await transaction.CreateSavepointAsync(Savepoint);
        try
        {
            await job.DoAsync(writing);
            await transaction.ReleaseSavepointAsync(Savepoint);
        }
        catch (Exception failure)
        {
            job.Fail(failure);
            if (!await TryRollBackAsync(transaction, Savepoint))
                throw;
        }
        finally
        {
            writing.Context.ChangeTracker.Clear();
        }
    }

    private static async Task<bool> TryRollBackAsync(IDbContextTransaction transaction, string savepoint)
    {
        try
        {
            await transaction.RollbackToSavepointAsync(savepoint);
            await transaction.ReleaseSavepointAsync(savepoint);
            return true;
        }
        catch (Exception)
        {
            // The database has given the whole transaction up: what led to that is told, not this.
            return false;
        }
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _open, null) is not { } open)
            return;

        try
        {
            await open.DisposeAsync();
        }
        catch (Exception)
        {
            // A connection that cannot even be closed: what went wrong has been told, and the writer lives on with another.
        }
    }

    private abstract class Job
    {
        protected Exception? Failure { get; private set; }

        public abstract Task DoAsync(Writing writing);

        /// <summary>Wakes whoever waits: all is on disk, or has failed.</summary>
        public abstract void Tell();

        /// <summary>The first failure is the one that is told.</summary>
        public void Fail(Exception failure) => Failure ??= failure;
    }

    private sealed class Job<T>(Func<Writing, Task<T>> work, CancellationToken cancel) : Job
    {
        /// <summary>Whoever asks: the writer's own thread acts for nobody.</summary>
        private readonly Actor _actor = Acting.Now;

        private readonly TaskCompletionSource<T> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private T? _result;

        public Task<T> Result => _told.Task;

        public override async Task DoAsync(Writing writing)
        {
            cancel.ThrowIfCancellationRequested();
            _result = await Acting.AsAsync(_actor, () => work(writing));
        }

        public override void Tell()
        {
            if (Failure is OperationCanceledException)
                _told.TrySetCanceled(cancel);
            else if (Failure is not null)
                _told.TrySetException(Failure);
            else
                _told.TrySetResult(_result!);
        }
    }
}
