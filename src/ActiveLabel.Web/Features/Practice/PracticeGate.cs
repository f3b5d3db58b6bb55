using System.Collections.Concurrent;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Http;

namespace ActiveLabel.Web.Features.Practice;

/// <summary>
/// Who may label: those who have passed practice, whom an admin let in without, and who have labelled here before;
/// everybody where the project asks for no practice or has nothing to practise on.
/// </summary>
internal sealed class PracticeGate(PracticeShelf shelves, IPracticeLog log, ILabelLog labels, IMembershipStore memberships, TimeProvider time)
{
    /// <summary>Person by project who are in: every label asks, and who is in stays in.</summary>
    private readonly ConcurrentDictionary<(long ProjectId, long PersonId), bool> _in = [];

    /// <exception cref="NotAllowedException">Practice comes first.</exception>
    public async Task RequireAsync(Project project, Visitor visitor, CancellationToken cancel)
    {
        if (!await IsOpenAsync(project, visitor.PersonId, cancel))
            throw new NotAllowedException("Practice comes before labelling here: pass it on the Practice page, or ask an admin of the project to let you in without.");
    }

    public async Task<bool> IsOpenAsync(Project project, long personId, CancellationToken cancel)
    {
        if (project.Policy.PracticeGoal == 0 || _in.ContainsKey((project.Id, personId)))
            return true;

        var shelf = await shelves.OfAsync(project.Id, cancel);
        // Not kept: images to practise on may come any moment.
        if (shelf.Images.Count == 0)
            return true;

        if (!await IsInAsync(project, personId, shelf, cancel))
            return false;

        _in[(project.Id, personId)] = true;
        return true;
    }

    /// <summary>Lets the person label without having passed.</summary>
    public async Task WaiveAsync(Project project, long personId, Visitor by, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // An admin of the server need not be a member to be let in.
        if (by.IsServerAdmin && by.PersonId == personId)
            await memberships.AddAsync(Membership.Create(project.Id, personId, ProjectRole.Admin, now), cancel);

        await memberships.ChangeAsync(project.Id, personId, m => m.WaivePractice(by.PersonId, now), cancel);
    }

    /// <summary>Takes the waiver back. Who has passed or labelled here meanwhile stays in.</summary>
    public async Task RevokeAsync(Project project, long personId, CancellationToken cancel)
    {
        await memberships.ChangeAsync(project.Id, personId, m => m.RequirePractice(), cancel);
        _in.TryRemove((project.Id, personId), out _);
    }

    private async Task<bool> IsInAsync(Project project, long personId, PracticeShelf.Shelf shelf, CancellationToken cancel) =>
        await memberships.FindAsync(project.Id, personId, cancel) is { PracticeWaivedAt: not null }
        || (await labels.RecentAsync(project.Id, personId, most: 1, cancel)).Count > 0
        || PracticeMastery.Measure(await log.ListAsync(project.Id, personId, cancel), shelf.CountOf, MasteryRule.Of(project.Policy)).Passed;
}
