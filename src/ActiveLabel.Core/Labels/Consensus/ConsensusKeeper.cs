using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Core.Labels.Consensus;

/// <summary>
/// Keeps each image's answer what the project's method says. Whoever appends an answer counts the votes about that image; the
/// rest is done here, when a round begins and when the method has changed.
/// </summary>
/// <param name="threads">Which compute, so that people who label go first; without any, the caller's do.</param>
public sealed class ConsensusKeeper(IProjectStore projects, IOpinionStore opinions, IPracticeLog practice, TimeProvider time, BackgroundThreads? threads = null)
{
    /// <summary>Finds the consensus anew where that is due, and keeps it. Nothing to do for a project that counts votes as it did before.</summary>
    public async Task SettleAsync(long projectId, CancellationToken cancel)
    {
        if (await projects.FindAsync(projectId, cancel) is not { } project)
            return;

        var method = project.Policy.Consensus;
        if (method != ConsensusMethod.DawidSkene && await opinions.IsSettledAsync(projectId, cancel))
            return;

        var now = time.GetUtcNow();
        var gold = await practice.CountAsync(projectId, now, cancel);
        var log = await opinions.ReadAsync(projectId, cancel);
        long[] classIds = [.. project.Classes.Select(c => c.Id)];
        var found = Compute(() => ProjectConsensus.Of(log.InLogOrder, method, classIds, gold, cancel));
        // No image becomes one of a class that the project does not have.
        var known = found.Images.Where(i => i.Value.ClassId is not { } id || classIds.Contains(id)).ToDictionary();
        await opinions.KeepAsync(projectId, KeptConsensus.Of(found, method, log, now), known, cancel);
    }

    /// <summary>All answers of a project that stand, in the order of the log.</summary>
    public async Task<IReadOnlyList<Opinion>> OpinionsAsync(long projectId, CancellationToken cancel) => (await opinions.ReadAsync(projectId, cancel)).InLogOrder;

    private T Compute<T>(Func<T> work) => threads is null ? work() : threads.Do(work);
}
