using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>Images whose class is known, to show what each class looks like.</summary>
internal sealed class ClassExamples(IImageStore images)
{
    /// <summary>By class id; test images, since those carry the labels that somebody has settled.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<ProjectImage>>> FindAsync(Project project, int each, CancellationToken cancel)
    {
        var examples = new Dictionary<long, IReadOnlyList<ProjectImage>>();
        foreach (var choice in project.Classes)
        {
            examples[choice.Id] = await images.SampleAsync(project.Id, Split.Test, choice.Id, each, cancel);
        }

        return examples;
    }
}
