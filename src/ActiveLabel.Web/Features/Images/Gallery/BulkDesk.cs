using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Rounds;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Images.Gallery;

/// <summary>
/// Labels many images at once, and takes that back: many short writes, between which people who label get theirs in. It
/// goes on when the page that asked is closed. What one person gives at one time is one action.
/// </summary>
internal sealed partial class BulkDesk(ILabelLog labels, IBulkLabels bulk, IRoundTrigger trigger, TimeProvider time, ILogger<BulkDesk> logger)
{
    /// <summary>As many as are written in some milliseconds.</summary>
    private const int AtOnce = 25;

    private readonly ConcurrentDictionary<long, BulkWork> _running = [];

    /// <summary>Raised with the project's id, on any thread: return at once.</summary>
    public event Action<long>? Changed;

    /// <summary>What is under way in a project, or null.</summary>
    public BulkWork? RunningIn(long projectId) => _running.GetValueOrDefault(projectId);

    /// <param name="classId">Null for a poor example.</param>
    /// <exception cref="WrongUseException">The last such action of the project is not over.</exception>
    public Task<BulkResult> LabelAsync(long projectId, long personId, IReadOnlyList<long> imageIds, long? classId)
    {
        var now = time.GetUtcNow();
        return RunAsync(
            projectId, "Labelling",
            [
                .. imageIds.Select(imageId => new LabelEntry(
                    Guid.CreateVersion7(now), projectId, imageId, personId, classId is null ? LabelKind.PoorExample : LabelKind.Class, classId, now,
                    LabelSource.Gallery)),
            ]);
    }

    /// <summary>Takes back what stands of an action.</summary>
    /// <inheritdoc cref="LabelAsync" path="/exception"/>
    public async Task<BulkResult> UndoAsync(long projectId, BulkLabelling labelling, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var standing = await bulk.StandingAsync(projectId, labelling, cancel);
        return await RunAsync(
            projectId, "Taking labels back",
            [
                .. standing.Select(entry => new LabelEntry(
                    Guid.CreateVersion7(now), projectId, entry.ImageId, labelling.PersonId, LabelKind.Withdrawal, ClassId: null, now, LabelSource.Gallery,
                    Withdraws: entry.Id)),
            ]);
    }

    private Task<BulkResult> RunAsync(long projectId, string what, List<LabelEntry> entries)
    {
        var work = new BulkWork(what, entries.Count);
        if (!_running.TryAdd(projectId, work))
            throw new WrongUseException("Many images are being labelled already: wait until that is done.");

        // Not on the circuit of whoever asked: that may close.
        return Task.Run(async () =>
        {
            try
            {
                return await AppendAsync(projectId, entries, work);
            }
            catch (Exception failure)
            {
                LogFailed(failure, projectId, work.Done, work.Total);
                throw;
            }
            finally
            {
                _running.TryRemove(projectId, out _);
                if (work.Done > 0) trigger.LabelAppended(projectId);
                Changed?.Invoke(projectId);
            }
        });
    }

    private async Task<BulkResult> AppendAsync(long projectId, List<LabelEntry> entries, BulkWork work)
    {
        var (written, refused, reason) = (0, 0, "");
        foreach (var some in entries.Chunk(AtOnce))
        {
            try
            {
                await labels.AppendAsync(some, CancellationToken.None);
                written += some.Length;
            }
            catch (WrongUseException)
            {
                // One of them makes no sense any more, and takes no other with it.
                foreach (var entry in some)
                {
                    if (await TryAppendAsync(entry) is not { } wrong)
                        written++;
                    else
                        (refused, reason) = (refused + 1, wrong);
                }
            }

            work.Done += some.Length;
            Changed?.Invoke(projectId);
        }

        return new BulkResult(written, refused, reason);
    }

    private async Task<string?> TryAppendAsync(LabelEntry entry)
    {
        try
        {
            await labels.AppendAsync(entry, CancellationToken.None);
            return null;
        }
        catch (WrongUseException refused)
        {
            return refused.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Labelling many images of project {ProjectId} broke off after {Done} of {Total}")]
    private partial void LogFailed(Exception failure, long projectId, int done, int total);
}

/// <summary>An action under way.</summary>
/// <param name="what">In words.</param>
internal sealed class BulkWork(string what, int total)
{
    public string What => what;

    public int Total => total;

    public int Done { get; set; }
}

/// <param name="Reason">Why the last one was refused; empty where none was.</param>
internal sealed record BulkResult(int Written, int Refused, string Reason);
