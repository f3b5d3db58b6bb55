using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;

namespace ActiveLabel.Web.Features.Practice;

/// <summary>Shows known images and judges answers. The right class leaves the server only with the verdict.</summary>
internal sealed class PracticeDesk(PracticeShelf shelves, IPracticeLog log, ModelConfusion confusion, TimeProvider time)
{
    public async Task<PracticeNextAnswer> NextAsync(Project project, Visitor visitor, CancellationToken cancel)
    {
        var (shelf, answers) = await ReadAsync(project, visitor, cancel);
        return new PracticeNextAnswer(Next(project, shelf, visitor, answers), StateOf(project, shelf, answers));
    }

    public async Task<PracticeVerdict> AnswerAsync(Project project, Visitor visitor, PracticeAnswerRequest request, CancellationToken cancel)
    {
        if (request.Id == Guid.Empty)
            throw new WrongUseException("'id' is all zeros: make a new one for each answer.");
        if (project.CountsAs(request.ClassId) is not { } chosen)
            throw new WrongUseException($"Project {project.Id} has no class {request.ClassId} (any more): reload the page.");

        var (shelf, answers) = await ReadAsync(project, visitor, cancel);
        var given = answers.LastOrDefault(a => a.Id == request.Id);
        if (given is null)
        {
            var right = shelf.ClassOf(request.ImageId)
                ?? throw new WrongUseException($"Image {request.ImageId} is none to practise on (any more): reload the page.");
            given = new PracticeAnswer(request.Id, project.Id, visitor.PersonId, request.ImageId, chosen.Id, right, time.GetUtcNow());
            given = given with { Passes = Measure(project, shelf, [.. answers, given]).Passed && !Measure(project, shelf, answers).Passed };
            await log.AppendAsync(given, cancel);
            answers = [.. answers, given];
        }

        return new PracticeVerdict(
            given.IsRight, given.RightClassId, given.GivenClassId, Example(shelf, given, answers),
            Next(project, shelf, visitor, answers), StateOf(project, shelf, answers));
    }

    private async Task<(PracticeShelf.Shelf Shelf, IReadOnlyList<PracticeAnswer> Answers)> ReadAsync(
        Project project, Visitor visitor, CancellationToken cancel)
    {
        var answers = await log.ListAsync(project.Id, visitor.PersonId, cancel);
        return (await shelves.OfAsync(project.Id, cancel), [.. answers.Where(a => a.Source == GoldSource.Practice)]);
    }

    private PracticePicture? Next(Project project, PracticeShelf.Shelf shelf, Visitor visitor, IReadOnlyList<PracticeAnswer> answers) =>
        shelf.Picture(PracticePicker.Next(shelf.Images, answers, unchecked(project.Policy.Seed + (int)visitor.PersonId), confusion.Of(project.Id))?.ImageId);

    /// <summary>One that was answered already, if there is one, so that nothing to come is given away.</summary>
    private static PracticePicture? Example(PracticeShelf.Shelf shelf, PracticeAnswer given, IReadOnlyList<PracticeAnswer> answers)
    {
        var others = shelf.Images.Where(i => i.ClassId == given.RightClassId && i.ImageId != given.ImageId).ToList();
        var seen = answers.Select(a => a.ImageId).ToHashSet();
        var shown = others.FindAll(i => seen.Contains(i.ImageId)) is { Count: > 0 } known ? known : others;
        return shown.Count == 0 ? null : shelf.Picture(shown[answers.Count % shown.Count].ImageId);
    }

    private static PracticeProgress Measure(Project project, PracticeShelf.Shelf shelf, IReadOnlyList<PracticeAnswer> answers) =>
        PracticeMastery.Measure(answers, shelf.CountOf, MasteryRule.Of(project.Policy));

    private static PracticeState StateOf(Project project, PracticeShelf.Shelf shelf, IReadOnlyList<PracticeAnswer> answers)
    {
        var progress = Measure(project, shelf, answers);
        var asked = progress.Asked;
        return new PracticeState(
            progress.Answered, progress.Right, asked.Goal, asked.Window, asked.Share, progress.RecentRight, progress.RecentCount, progress.Passed,
            [.. project.Classes.Where(c => asked.Of.ContainsKey(c.Id)).Select(c => new PracticedClass(c.Id, progress.RightOf[c.Id], asked.Of[c.Id]))],
            [
                .. answers.CountBy(a => (a.RightClassId, a.GivenClassId))
                    .Select(c => new PracticeConfusion(c.Key.RightClassId, c.Key.GivenClassId, c.Value)),
            ]);
    }
}
