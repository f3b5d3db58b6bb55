using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Images;
using ActiveLabel.Web.Features.Label;
using ActiveLabel.Web.Features.Practice;

namespace ActiveLabel.Web.Features.Grid;

/// <summary>Hands out pages of images and takes the answers to them.</summary>
internal sealed class GridDesk(
    IImageStore images, ILabelQueue queue, ISortingQueue sortable, ILabelLog log, IRoundTrigger trigger, IModelStore models, LabelDesk labels, PracticeGate gate,
    GridBook book, GridPicker picker, TimeProvider time)
{
    public const int Smallest = 12;

    public const int Largest = 60;

    public async Task<GridPageAnswer> PageAsync(Project project, Visitor visitor, GridPageRequest request, CancellationToken cancel)
    {
        await gate.RequireAsync(project, visitor, cancel);
        var page = LabelDesk.PageOf(project, visitor, request.Session);
        if (request.Size is < Smallest or > Largest)
            throw new WrongUseException($"'size' is {Smallest} to {Largest}, not {request.Size}.");
        if (request.ClassId is { } classId && project.Classes.All(c => c.Id != classId))
            throw new WrongUseException($"Project {project.Id} has no class {classId} (any more): reload the page.");
        if (request.Group is < 0)
            throw new WrongUseException($"'group' is counted from 0, not {request.Group}.");

        var sorting = await book.OfAsync(project, cancel);
        await queue.ReleaseAsync(page, cancel);
        var wanted = WantedOf(sorting, request);
        var (group, taken) = wanted is { } one && one >= sorting.GroupCount
            ? (null, [])
            : await picker.TakeAsync(project, page, labels.Span(project), sorting, wanted, request.Size, cancel);
        var state = await labels.StateAsync(project, cancel);
        var choices = ChoicesOf(project, sorting);
        var showsGuess = project.Policy.ShowGuess && sorting.Version is not null;
        return new GridPageAnswer(
            KindOf(sorting, taken.Count, choices, wanted, state), group is null ? request.ClassId : sorting.ClassOf(group.Value),
            sorting.Version is null ? group : null, sorting.Version?.Id, sorting.Version?.Number,
            [.. taken.Select(i => new GridImage(
                i.Image.Id, ImageAddress.For(i.Image, ImageAddress.ScreenSide(i.Image.Width, i.Image.Height)),
                ImageAddress.For(i.Image, ImageAddress.LargeThumbnail), i.Image.Width, i.Image.Height,
                showsGuess ? i.Sureness : null))],
            choices, state);
    }

    /// <summary>Keeps what makes sense and tells of the rest, image by image: one that is wrong takes no other with it.</summary>
    public async Task<GridAnswersAnswer> AnswerAsync(Project project, Visitor visitor, GridAnswersRequest request, CancellationToken cancel)
    {
        var page = LabelDesk.PageOf(project, visitor, request.Session);
        Check(request);
        await gate.RequireAsync(project, visitor, cancel);
        var model = await ModelAsync(project, request.ModelVersionId, cancel);
        var known = await images.FindAsync(project.Id, [.. request.Labels.Select(l => l.ImageId)], cancel);
        var answers = new Dictionary<Guid, GridLabelAnswer>();
        var entries = new List<LabelEntry>();
        foreach (var label in request.Labels)
        {
            if (WrongWith(project, label, known.GetValueOrDefault(label.ImageId)) is { } reason)
                answers[label.Id] = new GridLabelAnswer(label.Id, label.ImageId, GridOutcome.Refused, Reason: reason);
            else
                entries.Add(EntryOf(project, page.PersonId, label, model, request));
        }

        foreach (var (entry, answer) in entries.Zip(await AppendAsync(entries, cancel)))
        {
            answers[entry.Id] = answer;
        }

        if (answers.Values.Any(answer => answer.Outcome == GridOutcome.Saved))
            trigger.LabelAppended(project.Id);
        return new GridAnswersAnswer([.. request.Labels.Select(label => answers[label.Id])], await labels.StateAsync(project, cancel));
    }

    public async Task<GridUndoAnswer> UndoAsync(Project project, Visitor visitor, GridUndoRequest request, CancellationToken cancel)
    {
        var page = LabelDesk.PageOf(project, visitor, request.Session);
        if (request.Labels.Count is 0 or > Largest)
            throw new WrongUseException($"'labels' are 1 to {Largest}, not {request.Labels.Count}.");
        foreach (var withdrawal in request.Labels)
        {
            LabelDesk.CheckId(withdrawal.Id);
        }

        var given = (await sortable.GivenAsync(
            project.Id, page.PersonId, [.. request.Labels.Select(l => l.Label)], [.. request.Labels.Select(l => l.Id)], cancel)).ToDictionary(e => e.Id);
        await log.AppendAsync(
            [
                .. request.Labels.Where(w => given.ContainsKey(w.Label)).DistinctBy(w => w.Label).Select(w => new LabelEntry(
                    w.Id, project.Id, given[w.Label].ImageId, page.PersonId, LabelKind.Withdrawal, ClassId: null, time.GetUtcNow(), LabelSource.Grid,
                    Withdraws: w.Label)),
            ],
            cancel);

        var taken = given.Values.Select(e => e.ImageId).ToHashSet();
        (await book.OfAsync(project, cancel)).BringBack(taken);
        var held = await queue.LeaseThoseAsync(page, [.. taken], labels.Span(project), cancel);
        if (taken.Count > 0)
            trigger.LabelAppended(project.Id);
        return new GridUndoAnswer([.. given.Keys], [.. held.Select(lease => lease.ImageId)], await labels.StateAsync(project, cancel));
    }

    /// <summary>All at once; one by one where one of them is refused after all.</summary>
    private async Task<IReadOnlyList<GridLabelAnswer>> AppendAsync(List<LabelEntry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
            return [];

        try
        {
            return [.. (await log.AppendAsync(entries, cancel)).Zip(entries, AnswerOf)];
        }
        catch (WrongUseException)
        {
            var answers = new List<GridLabelAnswer>();
            foreach (var entry in entries)
            {
                answers.Add(await AppendAsync(entry, cancel));
            }

            return answers;
        }
    }

    private async Task<GridLabelAnswer> AppendAsync(LabelEntry entry, CancellationToken cancel)
    {
        try
        {
            return AnswerOf(await log.AppendAsync(entry, cancel), entry);
        }
        catch (WrongUseException refused)
        {
            return new GridLabelAnswer(entry.Id, entry.ImageId, GridOutcome.Refused, Reason: refused.Message);
        }
    }

    private static GridLabelAnswer AnswerOf(AppendOutcome outcome, LabelEntry entry) => new(
        entry.Id, entry.ImageId, outcome == AppendOutcome.Repeated ? GridOutcome.Repeated : GridOutcome.Saved,
        outcome == AppendOutcome.AnsweredBefore, outcome == AppendOutcome.WithSomebodyElse);

    private static int? WantedOf(KeptSorting sorting, GridPageRequest request)
    {
        if (sorting.Version is null)
            return request.Group;

        // A class that is younger than the model has none of its images: none is what it gets.
        return request.ClassId is { } classId
            ? sorting.Version.ClassIds.Index().Where(c => c.Item == classId).Select(c => (int?)c.Index).FirstOrDefault() ?? int.MaxValue
            : null;
    }

    private static GridKind KindOf(KeptSorting sorting, int taken, IReadOnlyList<GridChoice> choices, int? wanted, WorkState state) => taken switch
    {
        > 0 => sorting.Version is null ? GridKind.Alike : GridKind.OneClass,
        _ when sorting.Count == 0 && state.Waiting > 0 => GridKind.NoVectors,
        _ when wanted is not null && choices.Count > 0 => GridKind.NoneLeft,
        _ when choices.Count > 0 && state.Leased > 0 => GridKind.Busy,
        _ => GridKind.Done,
    };

    private static List<GridChoice> ChoicesOf(Project project, KeptSorting sorting) =>
    [
        .. Enumerable.Range(0, sorting.GroupCount)
            .Where(group => sorting.LeftOf(group) > 0 && GridPicker.IsOfProject(project, sorting, group))
            .Select(group => new GridChoice(sorting.ClassOf(group), sorting.Version is null ? group : null, sorting.LeftOf(group))),
    ];

    private static void Check(GridAnswersRequest request)
    {
        if (request.Labels.Count is 0 or > Largest)
            throw new WrongUseException($"'labels' are 1 to {Largest}, not {request.Labels.Count}.");
        if (request.TookMs is < 0)
            throw new WrongUseException($"'tookMs' is {request.TookMs}: a time taken is not negative.");
        if (request.Labels.CountBy(l => l.ImageId).FirstOrDefault(image => image.Value > 1) is { Value: > 1 } twice)
            throw new WrongUseException($"Image {twice.Key} is labelled {twice.Value} times in one request: once is enough.");
        if (request.Labels.CountBy(l => l.Id).Any(id => id.Value > 1))
            throw new WrongUseException("Two labels have one 'id': make a new one for each.");
        foreach (var label in request.Labels)
        {
            LabelDesk.CheckId(label.Id);
        }
    }

    private static string? WrongWith(Project project, GridLabel label, AnsweredImage? image)
    {
        if (image is null)
            return $"Project {project.Id} has no image {label.ImageId}.";
        if (image.Image.Split == Split.Test)
            return $"Image {label.ImageId} is a test image: it judges models and is not labelled here.";
        if (image.Image.Split == Split.Removed)
            return $"Image {label.ImageId} was removed from the project.";
        if (label.Kind == AnswerKind.Class && label.ClassId is null)
            return "A label of kind 'class' needs a 'classId'.";
        if (label.Kind != AnswerKind.Class && label.ClassId is not null)
            return "Only a label of kind 'class' has a 'classId'.";
        return label.ClassId is { } classId && project.CountsAs(classId) is null
            ? $"Project {project.Id} has no class {classId} (any more): reload the page."
            : null;
    }

    /// <summary>Outside the queue's order, and never of the audit arm: whoever answers has seen what the model takes the image for.</summary>
    private LabelEntry EntryOf(Project project, long personId, GridLabel label, long? model, GridAnswersRequest request) => new(
        label.Id, project.Id, label.ImageId, personId, LabelDesk.KindOf(label.Kind), label.ClassId, time.GetUtcNow(), LabelSource.Grid,
        request.TookMs / request.Labels.Count, ModelVersionId: model);

    /// <summary>The model by which the page was made, which a newer one may have followed since; null where it is none of this project's.</summary>
    private async Task<long?> ModelAsync(Project project, long? asked, CancellationToken cancel) =>
        asked is { } id && (await models.FindAsync(id, cancel))?.ProjectId == project.Id ? id : null;
}
