using System.Text.RegularExpressions;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Images;
using ActiveLabel.Web.Features.Practice;
using ActiveLabel.Web.Features.Practice.Gold;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Label;

/// <summary>Hands out images and takes answers.</summary>
internal sealed partial class LabelDesk(
    IImageStore images, ILabelQueue queue, ILabelLog log, IRoundStore rounds, IRoundTrigger trigger, GuessBook guesses, PracticeGate gate, HiddenGold hidden,
    LeaseClock clock, TimeProvider time)
{
    /// <summary>A page holds what it shows and what comes next; more would keep images from others.</summary>
    private const int MostInHand = 6;

    public async Task<LeaseAnswer> LeaseAsync(Project project, Visitor visitor, LeaseRequest request, CancellationToken cancel)
    {
        await gate.RequireAsync(project, visitor, cancel);
        var page = PageOf(project, visitor, request.Session);
        var (turn, next) = await TakeTurnAsync(project, page, answer: null, request.Most, request.Holding, cancel);
        return new LeaseAnswer(next, await StateAsync(project, turn.Counts, cancel));
    }

    public async Task<LabelAnswer> LabelAsync(Project project, Visitor visitor, LabelRequest request, CancellationToken cancel)
    {
        CheckAnswer(project, request);
        await gate.RequireAsync(project, visitor, cancel);
        var page = PageOf(project, visitor, request.Session);
        var answer = new LabelEntry(
            request.Id, project.Id, request.ImageId, page.PersonId, KindOf(request.Kind), request.ClassId, time.GetUtcNow(), LabelSource.LabelPage,
            request.TookMs);
        // An answer to a gold image is kept elsewhere, and looks the same from here on.
        var check = await hidden.AnswerAsync(project, page, answer, cancel);
        var (turn, next) = await TakeTurnAsync(project, page, check is null ? answer : null, request.Most, request.Holding, cancel);
        if (check is { } checkOutcome)
            turn = turn with { Outcome = checkOutcome };
        else if (turn.Outcome != AppendOutcome.Repeated)
            trigger.LabelAppended(project.Id);

        return new LabelAnswer(
            turn.Outcome == AppendOutcome.Repeated ? LabelOutcome.Repeated : LabelOutcome.Saved,
            turn.Outcome == AppendOutcome.AnsweredBefore, next, await StateAsync(project, turn.Counts, cancel),
            turn.Outcome == AppendOutcome.WithSomebodyElse);
    }

    public async Task<UndoAnswer> UndoAsync(Project project, Visitor visitor, UndoRequest request, CancellationToken cancel)
    {
        CheckId(request.Id);
        var page = PageOf(project, visitor, request.Session);
        if (await hidden.UndoAsync(project, page, request.Id, request.Label, cancel) is { } check)
            return new UndoAnswer(check.Image is null ? null : await DescribeAsync(project, check.Image, cancel), await StateAsync(project, cancel), Gone: check.Image is null);

        var taken = await log.UndoAsync(page, request.Id, request.Label, time.GetUtcNow(), Span(project), cancel);
        if (taken is null)
            return new UndoAnswer(null, await StateAsync(project, cancel));

        trigger.LabelAppended(project.Id);
        return new UndoAnswer(await DescribeAsync(project, taken, cancel), await StateAsync(project, cancel), Elsewhere: taken.Image is null);
    }

    public async Task<RenewAnswer> RenewAsync(Project project, Visitor visitor, RenewRequest request, CancellationToken cancel)
    {
        var page = PageOf(project, visitor, request.Session);
        var held = await queue.RenewAsync(page, Span(project), cancel);
        return new RenewAnswer([.. held.Select(lease => lease.ImageId), .. hidden.Renew(project, page)], await StateAsync(project, cancel));
    }

    /// <summary>The classes as they are now, for a page that was opened before they changed.</summary>
    public static ClassesAnswer Classes(Project project) => new(
        ClassStamp.Of(project.Classes), [.. project.Classes.Select(ClassChoice.Of)],
        [.. project.AllClasses.Where(c => c.IsGone).Select(c => new FormerClass(c.Id, project.CountsAs(c.Id)?.Name))]);

    public async Task<ReleaseAnswer> ReleaseAsync(Project project, Visitor visitor, ReleaseRequest request, CancellationToken cancel)
    {
        var page = PageOf(project, visitor, request.Session);
        hidden.Release(page);
        await queue.ReleaseAsync(page, cancel);
        return new ReleaseAnswer(true);
    }

    /// <summary>Saves the answer and fills the page's hand, at once; then says what a page must know of each new image.</summary>
    private async Task<(Turn Turn, List<LeasedImage> Next)> TakeTurnAsync(
        Project project, OpenPage page, LabelEntry? answer, int most, IReadOnlyList<long>? holding, CancellationToken cancel)
    {
        if (most is < 0 or > MostInHand)
            throw new WrongUseException($"'most' is 0 to {MostInHand}, not {most}.");

        var known = holding ?? [];
        var checks = await hidden.DealAsync(project, page, most, known, answers: answer is null ? 0 : 1, cancel);
        var turn = await queue.TakeTurnAsync(new TurnRequest(page, Span(project), answer, most - checks.Count, known), cancel);
        if (turn.Outcome is { } outcome and not AppendOutcome.Repeated)
            hidden.Counted(page);

        var next = new List<LeasedImage>(turn.Images.Count);
        foreach (var image in turn.Images)
        {
            next.Add(await DescribeAsync(project, image, cancel));
        }

        // Where there is nothing else to label, checks stay out too.
        if (next.Count + known.Count > 0)
        {
            foreach (var check in checks)
            {
                next.Insert(Math.Min(check.Place, next.Count), await DescribeAsync(project, check.Image, cancel));
            }
        }

        return (turn, next);
    }

    /// <summary>A gold image, as an image of the newest round that was drawn at random.</summary>
    private async Task<LeasedImage> DescribeAsync(Project project, ProjectImage gold, CancellationToken cancel)
    {
        var round = (await rounds.StandingAsync(project.Id, cancel)).Ready?.Number ?? 0;
        var lease = new Lease(gold.Id, Span(project).Until, round, Rank: 0, PickReason.Audit, ModelVersionId: null);
        return await DescribeAsync(project, new HeldImage(lease, gold.Hash, gold.Width, gold.Height), cancel);
    }

    private async Task<LeasedImage> DescribeAsync(Project project, HeldImage image, CancellationToken cancel)
    {
        var (id, lease) = (image.Lease.ImageId, image.Lease);
        var guess = project.Policy.ShowGuess ? await guesses.OfAsync(project, id, await NewestModelAsync(project, cancel), cancel) : null;
        // "Unsure between dry and encased" names two classes, and so sways whoever reads it: it comes with guesses or not at all.
        var why = project.Policy.ShowGuess && lease.Round > 0 ? PickWords.Of(lease.Why, lease.Reason, project.Classes) : null;
        var side = ImageAddress.ScreenSide(image.Width, image.Height);
        return new LeasedImage(
            id, ImageAddress.For(project.Id, id, image.Hash, side), image.Width, image.Height, lease.Round, lease.Until, guess, why, side);
    }

    /// <summary>An image whose label was taken back is shown again, be it that somebody else has it meanwhile.</summary>
    private async Task<LeasedImage> DescribeAsync(Project project, TakenBack taken, CancellationToken cancel)
    {
        if (taken.Image is { } held)
            return await DescribeAsync(project, held, cancel);

        var found = await images.FindAsync(project.Id, taken.Entry.ImageId, cancel)
            ?? throw new InvalidOperationException($"The log of project {project.Id} names image {taken.Entry.ImageId}, which is not there.");
        var side = ImageAddress.ScreenSide(found.Image.Width, found.Image.Height);
        return new LeasedImage(
            found.Image.Id, ImageAddress.For(found.Image, side), found.Image.Width, found.Image.Height, Round: 0, Until: clock.Now, Guess: null, Shrunk: side);
    }

    private async Task<long?> NewestModelAsync(Project project, CancellationToken cancel) =>
        (await rounds.StandingAsync(project.Id, cancel)).Ready?.ModelVersionId;

    internal async Task<WorkState> StateAsync(Project project, CancellationToken cancel)
    {
        var counts = await queue.CountAsync(project.Id, clock.Now, cancel);
        return await StateAsync(project, new WorkCounts(await log.ProgressAsync(project.Id, cancel), counts.Waiting, counts.Leased), cancel);
    }

    private async Task<WorkState> StateAsync(Project project, WorkCounts counts, CancellationToken cancel)
    {
        var (newest, ready) = await rounds.StandingAsync(project.Id, cancel);
        return new WorkState(
            counts.Progress.Labelled, counts.Progress.SinceLastRound, project.Policy.RetrainAfter, counts.Waiting, counts.Leased,
            newest is null ? null : new RoundNow(newest.Number, newest.State),
            ready?.Number ?? 0,
            ClassStamp.Of(project.Classes));
    }

    internal static OpenPage PageOf(Project project, Visitor visitor, string session)
    {
        CheckSession(session);
        return new OpenPage(project.Id, visitor.PersonId, session);
    }

    internal LeaseSpan Span(Project project) => new(clock.Now, TimeSpan.FromMinutes(project.Policy.LeaseMinutes));

    internal static LabelKind KindOf(AnswerKind kind) => kind switch
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
        if (request.ClassId is { } classId && project.CountsAs(classId) is null)
            throw new WrongUseException($"Project {project.Id} has no class {classId} (any more).");
        if (request.TookMs is < 0)
            throw new WrongUseException($"'tookMs' is {request.TookMs}: a time taken is not negative.");
    }

    internal static void CheckId(Guid id)
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
