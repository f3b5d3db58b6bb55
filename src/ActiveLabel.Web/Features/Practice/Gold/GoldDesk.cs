using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Web.Features.Practice.Gold;

/// <summary>Marks images as gold. What is gold is labelled too: it waits in no queue, and trains or judges like any label.</summary>
internal sealed class GoldDesk(
    IProjectStore projects, IGoldStore gold, IPracticeLog log, IImageStore images, ILabelLog labels, PracticeShelf shelves, IRoundTrigger trigger, TimeProvider time)
{
    /// <param name="personId">Who marks it.</param>
    public async Task MarkAsync(long projectId, long imageId, long classId, long personId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await images.FindAsync(projectId, imageId, cancel) is { } found && (found.Answer?.ClassId != classId || await MayChangeAsync(projectId, found.Answer, cancel)))
        {
            await labels.AppendAsync(
                new LabelEntry(Guid.CreateVersion7(now), projectId, imageId, personId, LabelKind.Class, classId, now, LabelSource.Review), cancel);
            trigger.LabelAppended(projectId);
        }

        await gold.MarkAsync(new GoldImage(projectId, imageId, classId, personId, now), cancel);
        shelves.Forget(projectId);
    }

    /// <summary>Where people vote, only an answer in review stands against all that others will say.</summary>
    private async Task<bool> MayChangeAsync(long projectId, Answer? answer, CancellationToken cancel) =>
        answer is not { Source: LabelSource.Review } && await projects.FindAsync(projectId, cancel) is { Policy.Consensus: not ConsensusMethod.NewestAnswer };

    public async Task RemoveAsync(long projectId, long imageId, CancellationToken cancel)
    {
        await gold.RemoveAsync(projectId, imageId, cancel);
        shelves.Forget(projectId);
    }

    /// <summary>The class as which an image is gold; null where it is not.</summary>
    public async Task<long?> MarkOfAsync(long projectId, long imageId, CancellationToken cancel) =>
        (await gold.ListAsync(projectId, cancel)).FirstOrDefault(m => m.Gold.ImageId == imageId)?.Gold.ClassId;

    /// <summary>The images of each class of the project, in its order, with how often people got each wrong.</summary>
    public async Task<IReadOnlyList<GoldClass>> ListAsync(Project project, CancellationToken cancel)
    {
        var marks = await gold.ListAsync(project.Id, cancel);
        var tallies = await log.TallyAsync(project.Id, cancel);
        return
        [
            .. project.Classes.Select(c => new GoldClass(
                c, [.. marks.Where(m => m.Gold.ClassId == c.Id).Select(m => new GoldEntry(m, tallies.GetValueOrDefault(m.Gold.ImageId)))])),
        ];
    }

    /// <summary>Images labelled as that class that are not gold yet: some, spread evenly, test images before others.</summary>
    public async Task<IReadOnlyList<ProjectImage>> CandidatesAsync(Project project, long classId, int most, CancellationToken cancel)
    {
        var marked = (await gold.ListAsync(project.Id, cancel)).Select(m => m.Gold.ImageId).ToHashSet();
        var found = new List<ProjectImage>();
        foreach (var split in new[] { Split.Test, Split.Pool })
        {
            found.AddRange((await images.SampleAsync(project.Id, split, classId, most + marked.Count, cancel)).Where(i => !marked.Contains(i.Id)));
        }

        return [.. found.Take(most)];
    }
}

/// <param name="Entries">In the order in which they were marked.</param>
public sealed record GoldClass(ProjectClass Class, IReadOnlyList<GoldEntry> Entries);

/// <param name="Tally">How often people were asked about it, and got it wrong.</param>
public sealed record GoldEntry(GoldMark Mark, GoldTally Tally)
{
    public ProjectImage Image => Mark.Image.Image;
}
