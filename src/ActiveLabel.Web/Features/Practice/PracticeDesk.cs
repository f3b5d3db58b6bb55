using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Practice;

/// <summary>Shows known images and judges answers. The right class leaves the server only with the verdict.</summary>
internal sealed class PracticeDesk(PracticeShelf shelves, IPracticeLog log, IPersonStore people, TimeProvider time)
{
    public async Task<PracticeNextAnswer> NextAsync(Project project, CancellationToken cancel)
    {
        var (shelf, person, answers) = await ReadAsync(project, cancel);
        return new PracticeNextAnswer(Next(project, shelf, person, answers), StateOf(project, shelf, answers));
    }

    public async Task<PracticeVerdict> AnswerAsync(Project project, PracticeAnswerRequest request, CancellationToken cancel)
    {
        if (request.Id == Guid.Empty)
            throw new WrongUseException("'id' is all zeros: make a new one for each answer.");
        if (project.Classes.All(c => c.Id != request.ClassId))
            throw new WrongUseException($"Project {project.Id} has no class {request.ClassId} (any more): reload the page.");

        var (shelf, person, answers) = await ReadAsync(project, cancel);
        var given = answers.LastOrDefault(a => a.Id == request.Id);
        if (given is null)
        {
            var right = shelf.ClassOf(request.ImageId)
                ?? throw new WrongUseException($"Image {request.ImageId} is none to practise on (any more): reload the page.");
            given = new PracticeAnswer(request.Id, project.Id, person.Id, request.ImageId, request.ClassId, right, time.GetUtcNow());
            await log.AppendAsync(given, cancel);
            answers = [.. answers, given];
        }

        return new PracticeVerdict(
            given.IsRight, given.RightClassId, given.GivenClassId, Example(shelf, given, answers),
            Next(project, shelf, person, answers), StateOf(project, shelf, answers));
    }

    public async Task<PracticeState> StateAsync(Project project, CancellationToken cancel)
    {
        var (shelf, _, answers) = await ReadAsync(project, cancel);
        return StateOf(project, shelf, answers);
    }

    private async Task<(PracticeShelf.Shelf Shelf, Person Person, IReadOnlyList<PracticeAnswer> Answers)> ReadAsync(
        Project project, CancellationToken cancel)
    {
        var person = await people.GetAsync(PersonKind.Local, cancel);
        return (await shelves.OfAsync(project.Id, cancel), person, await log.ListAsync(project.Id, person.Id, cancel));
    }

    private static PracticePicture? Next(Project project, PracticeShelf.Shelf shelf, Person person, IReadOnlyList<PracticeAnswer> answers) =>
        shelf.Picture(PracticePicker.Next(shelf.Images, answers, unchecked(project.Policy.Seed + (int)person.Id))?.ImageId);

    /// <summary>One that was answered already, if there is one, so that nothing to come is given away.</summary>
    private static PracticePicture? Example(PracticeShelf.Shelf shelf, PracticeAnswer given, IReadOnlyList<PracticeAnswer> answers)
    {
        var others = shelf.Images.Where(i => i.ClassId == given.RightClassId && i.ImageId != given.ImageId).ToList();
        var seen = answers.Select(a => a.ImageId).ToHashSet();
        var shown = others.FindAll(i => seen.Contains(i.ImageId)) is { Count: > 0 } known ? known : others;
        return shown.Count == 0 ? null : shelf.Picture(shown[answers.Count % shown.Count].ImageId);
    }

    private static PracticeState StateOf(Project project, PracticeShelf.Shelf shelf, IReadOnlyList<PracticeAnswer> answers)
    {
        var progress = PracticeMastery.Measure(answers, shelf.ClassIds, project.Policy.PracticeGoal);
        return new PracticeState(
            progress.Answered, progress.Right, progress.Goal, progress.GoalPerClass, progress.RecentRight, progress.RecentCount, progress.Passed,
            [.. project.Classes.Where(c => shelf.ClassIds.Contains(c.Id)).Select(c => new PracticedClass(c.Id, progress.RightOf[c.Id]))],
            [.. answers.CountBy(a => (a.RightClassId, a.GivenClassId)).Select(c => new PracticeConfusion(c.Key.RightClassId, c.Key.GivenClassId, c.Value))]);
    }
}
