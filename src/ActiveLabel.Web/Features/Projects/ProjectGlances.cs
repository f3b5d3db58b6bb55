using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Projects;

/// <summary>A project with the figures that tell how far it is.</summary>
/// <param name="Model">The newest version, or null before the first.</param>
/// <param name="Pictures">A few of its images.</param>
public sealed record ProjectGlance(Project Project, ImageCounts Counts, ModelSummary? Model, IReadOnlyList<ProjectImage> Pictures)
{
    public int Images => Counts.Pool + Counts.Test;

    /// <summary>Pool images that nobody has answered for.</summary>
    public int Waiting => Math.Max(0, Counts.Pool - Counts.PoolLabelled - Counts.PoorExamples);

    public double LabelledShare => Counts.Pool == 0 ? 0 : (double)Counts.PoolLabelled / Counts.Pool;
}

/// <summary>Looks at projects.</summary>
internal sealed class ProjectGlances(IProjectStore projects, IImageStore images, IModelStore models, IFeaturizerCatalogue networks)
{
    /// <param name="shown">Which projects.</param>
    public async Task<IReadOnlyList<ProjectGlance>> ListAsync(Func<Project, bool> shown, int pictures, CancellationToken cancel)
    {
        var glances = new List<ProjectGlance>();
        foreach (var project in (await projects.ListAsync(cancel)).Where(shown))
        {
            glances.Add(await LookAsync(project, pictures, cancel));
        }

        return [.. glances.OrderByDescending(g => g.Project.CreatedAt)];
    }

    public async Task<ProjectGlance> LookAsync(Project project, int pictures, CancellationToken cancel)
    {
        var counts = await images.CountAsync(project.Id, networks.Find(project.Network)?.Id, cancel);
        var versions = await models.ListAsync(project.Id, cancel);
        return new ProjectGlance(
            project, counts, versions.Count > 0 ? versions[^1] : null, await images.SampleAsync(project.Id, split: null, classId: null, pictures, cancel));
    }
}
