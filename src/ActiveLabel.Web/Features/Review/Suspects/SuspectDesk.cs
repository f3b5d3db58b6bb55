using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Instructions;

namespace ActiveLabel.Web.Features.Review.Suspects;

/// <summary>Lays suspects before people, and writes down what they say.</summary>
internal sealed class SuspectDesk(
    ISuspectLog log, ILabelLog labels, IImageStore images, IPersonStore people, ClassExamples examples, IRoundTrigger trigger, TimeProvider time)
{
    /// <summary>Images that show a class beside a suspect.</summary>
    private const int Examples = 3;

    /// <summary>Null where the image is gone.</summary>
    public async Task<Suspect?> ShowAsync(Project project, SuspectList list, int place, CancellationToken cancel)
    {
        var label = list.Labels[place];
        if (await images.FindAsync(project.Id, label.ImageId, cancel) is not { Image.Split: not Split.Removed } image)
            return null;

        var opinions = ImageStanding.Standing(await labels.HistoryAsync(project.Id, label.ImageId, cancel));
        var shown = new Dictionary<int, IReadOnlyList<ProjectImage>>();
        foreach (var k in new[] { label.Given, label.Other })
        {
            shown[k] = await ExamplesAsync(project, list.Search, k, label.ImageId, cancel);
        }

        return new Suspect(
            place, label, image, [.. opinions.Index().GroupBy(o => o.Item.PersonId).Select(own => own.Last()).OrderBy(o => o.Index).Select(o => o.Item)], shown);
    }

    /// <returns>Null where it was written down; else the entry by which the label has changed meanwhile, and nothing was.</returns>
    /// <exception cref="WrongUseException">The class is gone.</exception>
    public async Task<LabelEntry?> AnswerAsync(Visitor visitor, Suspect suspect, LabelErrorSearch search, long? classId, CancellationToken cancel)
    {
        var entry = new LabelEntry(
            Guid.CreateVersion7(time.GetUtcNow()), search.ProjectId, suspect.Label.ImageId, visitor.PersonId, classId is null ? LabelKind.PoorExample : LabelKind.Class, classId,
            time.GetUtcNow(), LabelSource.Review, Rank: suspect.Place, ModelVersionId: search.ModelVersionId);
        var seen = suspect.Opinions.Count == 0 ? Guid.Empty : suspect.Opinions[^1].Id;
        if (await log.AppendAsync(entry, seen, cancel) is { } newer)
            return newer;

        // A label that was right teaches a model nothing new.
        if (classId != suspect.Image.Answer?.ClassId)
            trigger.LabelAppended(search.ProjectId);
        return null;
    }

    /// <summary>Takes an answer about a suspect back: what was said before it stands again.</summary>
    /// <exception cref="WrongUseException">Somebody has taken it back already.</exception>
    public async Task TakeBackAsync(Visitor visitor, LabelEntry answer, CancellationToken cancel)
    {
        await labels.AppendAsync(
            new LabelEntry(
                Guid.CreateVersion7(time.GetUtcNow()), answer.ProjectId, answer.ImageId, visitor.PersonId, LabelKind.Withdrawal, null, time.GetUtcNow(), LabelSource.Review,
                Rank: answer.Rank, Withdraws: answer.Id),
            cancel);
        trigger.LabelAppended(answer.ProjectId);
    }

    /// <summary>As a page says it: the import is no person.</summary>
    public async Task<IReadOnlyDictionary<long, string>> NamesAsync(CancellationToken cancel) =>
        (await people.ListAsync(cancel)).ToDictionary(p => p.Key, p => p.Value.Kind == PersonKind.Import ? SuspectWords.Import : p.Value.Name);

    /// <summary>Those that an admin picked, or else those of whose label models are surest.</summary>
    private async Task<IReadOnlyList<ProjectImage>> ExamplesAsync(Project project, LabelErrorSearch search, int k, long except, CancellationToken cancel)
    {
        var picked = await examples.PickedAsync(project.Id, project.AllClasses.First(c => c.Id == search.ClassIds[k]).ExampleIds, cancel);
        if (picked.Count > 0)
            return [.. picked.Where(image => image.Id != except).Take(Examples)];

        long[] surest = [.. search.Surest(k).Where(id => id != except).Take(Examples)];
        var found = await images.FindAsync(project.Id, surest, cancel);
        return [.. surest.Where(id => found.TryGetValue(id, out var image) && image.Image.Split != Split.Removed && image.Answer?.ClassId == search.ClassIds[k]).Select(id => found[id].Image)];
    }
}
