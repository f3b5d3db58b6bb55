using System.Collections.Concurrent;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.People.Work;

/// <summary>How a project's people label, and up to where of the log that is.</summary>
/// <param name="Mark">Place in the log of the newest entry that it rests on.</param>
public sealed record KnownWork(PeopleWork Work, long Mark);

/// <summary>
/// What the logs of the projects looked at last tell of their people. A log only grows, so each time only what came since
/// is read, and nothing is worked out anew while nothing came.
/// </summary>
internal sealed class WorkBook(IWorkLog log)
{
    /// <summary>A project of 300,000 labels takes some 40 MB.</summary>
    private const int MostKept = 4;

    private readonly ConcurrentDictionary<long, Kept> _kept = [];
    private long _uses;

    /// <summary>Off the thread of the page that asks; two who ask at once wait for the same work.</summary>
    public Task<KnownWork> ReadAsync(Project project, CancellationToken cancel) =>
        Task.Run(() => FindAsync(project.Id, project.ClassMark, [.. project.Classes.Select(c => c.Id)], cancel), cancel);

    private async Task<KnownWork> FindAsync(long projectId, long classMark, long[] classIds, CancellationToken cancel)
    {
        var kept = _kept.GetOrAdd(projectId, _ => new Kept());
        kept.Used = Interlocked.Increment(ref _uses);
        Forget();
        await kept.Turn.WaitAsync(cancel);
        try
        {
            if (kept.ClassMark != classMark)
            {
                // Labels have come to mean something else.
                kept.Lines.Clear();
                (kept.ClassMark, kept.Known) = (classMark, null);
            }

            var fresh = await log.ReadAsync(projectId, kept.Mark, cancel);
            kept.Lines.AddRange(fresh);
            // By the mark: a reading that was cut off has left lines that nobody has counted.
            if (kept.Known?.Mark != kept.Mark || !kept.Known.Work.Standing.ClassIds.SequenceEqual(classIds))
                kept.Known = new KnownWork(PeopleWork.Of(kept.Lines, classIds, cancel: cancel), kept.Mark);
            return kept.Known;
        }
        finally
        {
            kept.Turn.Release();
        }
    }

    private void Forget()
    {
        foreach (var (projectId, _) in _kept.OrderByDescending(k => k.Value.Used).Skip(MostKept))
        {
            _kept.TryRemove(projectId, out _);
        }
    }

    private sealed class Kept
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public List<WorkLine> Lines { get; } = [];

        public KnownWork? Known { get; set; }

        public long Used { get; set; }

        public long ClassMark { get; set; }

        public long Mark => Lines.Count == 0 ? 0 : Lines[^1].Sequence;
    }
}
