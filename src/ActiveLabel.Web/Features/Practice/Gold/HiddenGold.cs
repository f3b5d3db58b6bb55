using System.Collections.Concurrent;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Practice.Gold;

/// <summary>
/// Puts gold images among those to label, and keeps the answers to them apart from the labels. What is decided follows
/// from what is stored; in memory is only what an open page holds.
/// </summary>
internal sealed class HiddenGold(PracticeShelf shelves, IPracticeLog log, ILabelLog labels, ILabelQueue queue, LeaseClock clock, TimeProvider time)
{
    /// <summary>How many images each person has answered for; counted once, and then kept up.</summary>
    private readonly ConcurrentDictionary<(long ProjectId, long PersonId), int> _given = [];

    /// <summary>By image and person: the page that holds it, until when, and its class.</summary>
    private readonly ConcurrentDictionary<(long ImageId, long PersonId), Held> _held = [];

    /// <summary>
    /// The checks among the images that the page gets next, few or none. What it holds without knowing, because an earlier
    /// answer never reached it, comes first.
    /// </summary>
    /// <param name="most">Images that the page wants to have in hand.</param>
    /// <param name="answers">Answers that come with the same request: 0 or 1.</param>
    public async Task<IReadOnlyList<HiddenCheck>> DealAsync(
        Project project, OpenPage page, int most, IReadOnlyList<long> holding, int answers, CancellationToken cancel)
    {
        var (share, free) = (Math.Min(project.Policy.GoldShare, ProjectPolicy.LargestGoldShare), most - holding.Count);
        if (share <= 0 || free <= 0)
            return [];

        var unknown = _held.Where(h => h.Value.Page == page && !holding.Contains(h.Key.ImageId)).Select(h => h.Key.ImageId).Order().ToList();
        var first = await GivenAsync(page, cancel) + answers + holding.Count;
        var due = Enumerable.Range(0, free).Where(place => HiddenChecks.IsCheck(project.Policy.Seed, page.PersonId, first + place, share)).ToList();
        // Most requests end here, having asked nobody.
        if (unknown.Count + due.Count == 0)
            return [];

        var shelf = await shelves.OfAsync(project.Id, cancel);
        var checks = unknown.Select(shelf.Find).OfType<PracticeShelf.KnownImage>().Take(free).Select(i => new HiddenCheck(Place: 0, i.Image)).ToList();
        foreach (var place in due.Where(place => place >= checks.Count).ToList())
        {
            if (await PickAsync(project, page, shelf, holding, cancel) is { } picked)
                checks.Add(new HiddenCheck(place, picked));
        }

        return checks;
    }

    /// <summary>Keeps the answer if it is one to a gold image that was handed out in secret.</summary>
    /// <returns>Null where it is not, and so a label like any other.</returns>
    public async Task<AppendOutcome?> AnswerAsync(Project project, OpenPage page, LabelEntry entry, CancellationToken cancel)
    {
        if (await ClassOfAsync(project, page, entry.ImageId, cancel) is not { } right)
            return null;

        var isClass = entry.Kind == LabelKind.Class;
        var answer = new PracticeAnswer(entry.Id, project.Id, page.PersonId, entry.ImageId, isClass ? entry.ClassId!.Value : right, right, entry.At)
        {
            Source = GoldSource.Hidden,
            IsSkip = !isClass,
        };
        var appended = await log.AppendAsync(answer, cancel);
        _held.TryRemove((entry.ImageId, page.PersonId), out _);
        if (appended)
            Counted(page);
        return appended ? AppendOutcome.Appended : AppendOutcome.Repeated;
    }

    /// <summary>One more image was answered for.</summary>
    public void Counted(OpenPage page)
    {
        if (_given.TryGetValue(Key(page), out var given))
            _given.TryUpdate(Key(page), given + 1, given);
    }

    /// <summary>Takes an answer to a gold image back, if it is one that is meant. Its image is in the page's hand again, unless it is gold no more.</summary>
    /// <param name="labelId">Null for the person's newest of all.</param>
    /// <returns>Null where a label is meant, or nothing.</returns>
    public async Task<HiddenUndo?> UndoAsync(Project project, OpenPage page, Guid undoId, Guid? labelId, CancellationToken cancel)
    {
        _given.TryRemove(Key(page), out _);
        var meant = labelId ?? await NewestAsync(project, page, cancel);
        if (meant is not { } id || await log.WithdrawAsync(project.Id, page.PersonId, id, undoId, cancel) is not { } taken)
            return null;

        var image = (await shelves.OfAsync(project.Id, cancel)).Find(taken.ImageId)?.Image;
        if (image is not null)
            Hold(project, page, taken.ImageId, taken.RightClassId);
        return new HiddenUndo(image);
    }

    /// <summary>Gold images in the page's hand, held for as long again.</summary>
    public IReadOnlyList<long> Renew(Project project, OpenPage page)
    {
        var held = _held.Where(h => h.Value.Page == page).Select(h => (h.Key.ImageId, h.Value.ClassId)).ToList();
        held.ForEach(h => Hold(project, page, h.ImageId, h.ClassId));
        return held.ConvertAll(h => h.ImageId);
    }

    public void Release(OpenPage page)
    {
        foreach (var (key, _) in _held.Where(h => h.Value.Page == page))
        {
            _held.TryRemove(key, out _);
        }
    }

    private async Task<ProjectImage?> PickAsync(Project project, OpenPage page, PracticeShelf.Shelf shelf, IReadOnlyList<long> holding, CancellationToken cancel)
    {
        // Two pages of one person share nothing.
        var inHand = _held.Where(h => h.Key.PersonId == page.PersonId && h.Value.Until > clock.Now).Select(h => h.Key.ImageId).Concat(holding).ToHashSet();
        var answers = await log.ListAsync(project.Id, page.PersonId, cancel);
        if (HiddenChecks.Next(shelf.Images, answers, inHand, time.GetUtcNow(), project.Policy.Seed, page.PersonId) is not { } picked)
            return null;

        Hold(project, page, picked.ImageId, picked.ClassId);
        return shelf.Find(picked.ImageId)?.Image;
    }

    private async Task<long?> ClassOfAsync(Project project, OpenPage page, long imageId, CancellationToken cancel)
    {
        if (_held.TryGetValue((imageId, page.PersonId), out var held))
            return held.ClassId;

        // After a restart nobody remembers what was handed out. A label that was leased is a label, though it became gold meanwhile.
        return project.Policy.GoldShare > 0 && (await shelves.OfAsync(project.Id, cancel)).ClassOf(imageId) is { } right
            && (await queue.HeldAsync(page, clock.Now, cancel)).All(lease => lease.ImageId != imageId)
                ? right
                : null;
    }

    /// <summary>Id of the person's newest answer to a gold image, if it is newer than the newest label.</summary>
    private async Task<Guid?> NewestAsync(Project project, OpenPage page, CancellationToken cancel)
    {
        var hidden = (await log.ListAsync(project.Id, page.PersonId, cancel)).LastOrDefault(a => a.Source == GoldSource.Hidden);
        var label = (await labels.RecentAsync(project.Id, page.PersonId, most: 1, cancel)).FirstOrDefault();
        return hidden is not null && (label is null || label.At < hidden.At) ? hidden.Id : null;
    }

    private async Task<int> GivenAsync(OpenPage page, CancellationToken cancel)
    {
        if (_given.TryGetValue(Key(page), out var kept))
            return kept;

        var hidden = (await log.ListAsync(page.ProjectId, page.PersonId, cancel)).Count(a => a.Source == GoldSource.Hidden);
        return _given[Key(page)] = hidden + await labels.CountAsync(page.ProjectId, page.PersonId, cancel);
    }

    private void Hold(Project project, OpenPage page, long imageId, long classId) =>
        _held[(imageId, page.PersonId)] = new Held(page, clock.Now + TimeSpan.FromMinutes(project.Policy.LeaseMinutes), classId);

    private static (long, long) Key(OpenPage page) => (page.ProjectId, page.PersonId);

    private sealed record Held(OpenPage Page, DateTimeOffset Until, long ClassId);
}

/// <param name="Place">Zero-based, among the images that the page gets.</param>
internal sealed record HiddenCheck(int Place, ProjectImage Image);

/// <summary>An answer to a gold image was taken back.</summary>
/// <param name="Image">Null where it was taken out of the gold images, or of the project, since.</param>
internal sealed record HiddenUndo(ProjectImage? Image);
