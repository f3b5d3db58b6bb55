using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>Images that show what each class looks like: those that an admin picked, or else some whose class is known.</summary>
internal sealed class ClassExamples(IImageStore images)
{
    /// <summary>By class id. Where none are picked, test images, since those carry the labels that somebody has settled.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<ProjectImage>>> FindAsync(Project project, int each, CancellationToken cancel)
    {
        var examples = new Dictionary<long, IReadOnlyList<ProjectImage>>();
        foreach (var choice in project.Classes)
        {
            var picked = await PickedAsync(project.Id, choice.ExampleIds, cancel);
            examples[choice.Id] = picked.Count > 0 ? picked : await images.SampleAsync(project.Id, Split.Test, choice.Id, each, cancel);
        }

        return examples;
    }

    /// <summary>Those of the ids that are images of the project, in their order.</summary>
    public async Task<IReadOnlyList<ProjectImage>> PickedAsync(long projectId, IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var picked = new List<ProjectImage>();
        foreach (var id in ids)
        {
            if (await images.FindAsync(projectId, id, cancel) is { Image: { Split: not Split.Removed } image })
                picked.Add(image);
        }

        return picked;
    }

    /// <summary>Images labelled as that class, to pick from: test images first.</summary>
    public async Task<IReadOnlyList<ProjectImage>> CandidatesAsync(long projectId, long classId, int most, CancellationToken cancel)
    {
        var tests = await images.SampleAsync(projectId, Split.Test, classId, most, cancel);
        return tests.Count >= most ? tests : [.. tests, .. await images.SampleAsync(projectId, Split.Pool, classId, most - tests.Count, cancel)];
    }
}
