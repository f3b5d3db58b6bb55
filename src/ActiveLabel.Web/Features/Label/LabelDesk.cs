using System.Text.RegularExpressions;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Web.Features.Images;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Label;

/// <summary>Hands out images and takes answers.</summary>
internal sealed partial class LabelDesk(
    IImageStore images, ILabelQueue queue, ILabelLog log, IRoundStore rounds, IRoundTrigger trigger, IPersonStore people, GuessBook guesses,
    TimeProvider time)
{
    /// <summary>A page holds what it shows and what comes next; more would keep images from others.</summary>
    private const int MostInHand = 6;

    public async Task<LeaseAnswer> LeaseAsync(Project project, LeaseRequest request, CancellationToken cancel)
    {
        CheckSession(request.Session);
        var next = await HandOutAsync(project, request.Session, request.Most, request.Holding, cancel);
        return new LeaseAnswer(next, await StateAsync(project, cancel));
    }

    public async Task<LabelAnswer> LabelAsync(Project project, LabelRequest request, CancellationToken cancel)
    {
        CheckSession(request.Session);
        CheckAnswer(project, request);
        var found = await images.FindAsync(project.Id, request.ImageId, cancel)
            ?? throw new WrongUseException($"Project {project.Id} has no image {request.ImageId}.");
        if (found.Image.Split == Split.Test)
            throw new WrongUseException($"Image {request.ImageId} is a test image: it judges models and is not labelled here.");

        // Whose lease has run out is still heard: the answer is worth as much, and the log keeps every one.
        var lease = await queue.HeldAsync(project.Id, request.ImageId, request.Session, cancel);
        var person = await people.GetAsync(PersonKind.Local, cancel);
        var outcome = await log.AppendAsync(
            new LabelEntry(
                request.Id, project.Id, request.ImageId, person.Id, KindOf(request.Kind), request.ClassId, time.GetUtcNow(), LabelSource.LabelPage,
                request.TookMs, lease?.Round, lease?.Rank, lease?.Reason == PickReason.Audit, lease?.ModelVersionId),
            cancel);
        if (outcome == AppendOutcome.Appended)
            trigger.LabelAppended(project.Id);

        var next = await HandOutAsync(project, request.Session, request.Most, request.Holding, cancel);
        return new LabelAnswer(
            outcome == AppendOutcome.Appended ? LabelOutcome.Saved : LabelOutcome.Repeated,
            outcome == AppendOutcome.Appended && found.Answer is not null, next, await StateAsync(project, cancel));
    }

    public async Task<UndoAnswer> UndoAsync(Project project, UndoRequest request, CancellationToken cancel)
    {
        CheckSession(request.Session);
        CheckId(request.Id);
        var person = await people.GetAsync(PersonKind.Local, cancel);
        var taken = await log.UndoAsync(
            project.Id, person.Id, request.Session, request.Id, request.Label, time.GetUtcNow(), LeaseTime(project), cancel);
        if (taken is null)
            return new UndoAnswer(null, await StateAsync(project, cancel));

        trigger.LabelAppended(project.Id);
        var lease = await queue.HeldAsync(project.Id, taken.ImageId, request.Session, cancel);
        var image = await DescribeAsync(project, taken.ImageId, lease, cancel);
        return new UndoAnswer(image, await StateAsync(project, cancel));
    }

    public async Task<RenewAnswer> RenewAsync(Project project, RenewRequest request, CancellationToken cancel)
    {
        CheckSession(request.Session);
        await queue.RenewAsync(project.Id, request.Session, time.GetUtcNow() + LeaseTime(project), cancel);
        var held = await queue.HeldAsync(project.Id, request.Session, cancel);
        return new RenewAnswer([.. held.Select(lease => lease.ImageId)], await StateAsync(project, cancel));
    }

    public async Task<ReleaseAnswer> ReleaseAsync(Project project, ReleaseRequest request, CancellationToken cancel)
    {
        CheckSession(request.Session);
        await queue.ReleaseAsync(project.Id, request.Session, cancel);
        return new ReleaseAnswer(true);
    }

    /// <summary>
    /// Fills the session's hand. What it holds without knowing, because an earlier answer never reached the page, comes
    /// first; so asking again takes no more images than asking once.
    /// </summary>
    private async Task<List<LeasedImage>> HandOutAsync(
        Project project, string session, int most, IReadOnlyList<long>? holding, CancellationToken cancel)
    {
        if (most is < 0 or > MostInHand)
            throw new WrongUseException($"'most' is 0 to {MostInHand}, not {most}.");
        if (most == 0)
            return [];

        var known = holding ?? [];
        var now = time.GetUtcNow();
        await queue.RenewAsync(project.Id, session, now + LeaseTime(project), cancel);
        var leases = (await queue.HeldAsync(project.Id, session, cancel)).Where(lease => !known.Contains(lease.ImageId)).Take(most).ToList();
        var person = await people.GetAsync(PersonKind.Local, cancel);
        while (known.Count + leases.Count < most
            && await queue.LeaseAsync(project.Id, person.Id, session, now, LeaseTime(project), cancel) is { } lease)
        {
            leases.Add(lease);
        }

        var described = new List<LeasedImage>(leases.Count);
        foreach (var lease in leases)
        {
            described.Add(await DescribeAsync(project, lease.ImageId, lease, cancel));
        }

        return described;
    }

    private async Task<LeasedImage> DescribeAsync(Project project, long imageId, Lease? lease, CancellationToken cancel)
    {
        var found = await images.FindAsync(project.Id, imageId, cancel)
            ?? throw new InvalidOperationException($"The queue of project {project.Id} holds image {imageId}, which is not there.");
        var guess = project.Policy.ShowGuess ? await guesses.OfAsync(project, imageId, await NewestModelAsync(project, cancel), cancel) : null;
        // "Unsure between dry and encased" names two classes, and so sways whoever reads it: it comes with guesses or not at all.
        var why = project.Policy.ShowGuess && lease is { Round: > 0 } ? PickWords.Of(lease.Why, lease.Reason, project.Classes) : null;
        return new LeasedImage(
            imageId, ImageAddress.For(found.Image), found.Image.Width, found.Image.Height, lease?.Round ?? 0, lease?.Until ?? time.GetUtcNow(), guess, why);
    }

    private async Task<long?> NewestModelAsync(Project project, CancellationToken cancel) =>
        (await rounds.StandingAsync(project.Id, cancel)).Ready?.ModelVersionId;

    private async Task<WorkState> StateAsync(Project project, CancellationToken cancel)
    {
        var progress = await log.ProgressAsync(project.Id, cancel);
        var counts = await queue.CountAsync(project.Id, time.GetUtcNow(), cancel);
        var (newest, ready) = await rounds.StandingAsync(project.Id, cancel);
        return new WorkState(
            progress.Labelled, progress.SinceLastRound, project.Policy.RetrainAfter, counts.Waiting, counts.Leased,
            newest is null ? null : new RoundNow(newest.Number, newest.State),
            ready?.Number ?? 0);
    }

    private static TimeSpan LeaseTime(Project project) => TimeSpan.FromMinutes(project.Policy.LeaseMinutes);

    private static LabelKind KindOf(AnswerKind kind) => kind switch
    {
        AnswerKind.Class => LabelKind.Class,
        AnswerKind.Skip => LabelKind.Skip,
        _ => LabelKind.PoorExample,
    };

    private static void CheckAnswer(Project project, LabelRequest request)
    {
        CheckId(request.Id);
        if (request.Kind == AnswerKind.Class && request.ClassId is null)
            throw new WrongUseException("A label of kind 'class' needs a 'classId'.");
        if (request.Kind != AnswerKind.Class && request.ClassId is not null)
            throw new WrongUseException("Only a label of kind 'class' has a 'classId'.");
        if (request.ClassId is { } classId && project.Classes.All(c => c.Id != classId))
            throw new WrongUseException($"Project {project.Id} has no class {classId} (any more): reload the page.");
        if (request.TookMs is < 0)
            throw new WrongUseException($"'tookMs' is {request.TookMs}: a time taken is not negative.");
    }

    private static void CheckId(Guid id)
    {
        if (id == Guid.Empty)
            throw new WrongUseException("'id' is all zeros: make a new one for each label.");
    }

    private static void CheckSession(string session)
    {
        if (!SessionName().IsMatch(session))
            throw new WrongUseException("'session' has 8 to 64 letters, digits and hyphens.");
    }

    [GeneratedRegex("^[A-Za-z0-9-]{8,64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SessionName();
}
