using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Intake;

namespace ActiveLabel.Web.Features.Projects.Demo;

/// <summary>A project of drawn wood knots to try everything on: its pool is unlabelled, its test images are labelled.</summary>
/// <param name="folder">Where the drawn images lie, with their <c>labels.csv</c>.</param>
internal sealed class DemoProject(
    IProjectStore projects, IImageStore images, ImageImporter importer, ILabelTableReader tables, IFeaturizerCatalogue networks,
    FeaturizeQueue featurize, TimeProvider time, string folder)
{
    public const string Name = "Wood knots (demo)";

    private const double TestShare = 0.33;

    /// <summary>Whether the drawn images came with the program.</summary>
    public bool IsThere => File.Exists(LabelsFile);

    private string LabelsFile => Path.Combine(folder, "labels.csv");

    /// <summary>Makes the project if there is none, and lets its images be featurized. Goes on where it was cut off.</summary>
    /// <exception cref="Core.WrongUseException">The drawn images are missing.</exception>
    public async Task<Project> EnsureAsync(IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var known = (await projects.ListAsync(cancel)).FirstOrDefault(p => string.Equals(p.Name, Name, StringComparison.OrdinalIgnoreCase));
        var project = known ?? await CreateAsync(cancel);
        var counts = await images.CountAsync(project.Id, featurizerId: null, cancel);
        if (counts.Pool + counts.Test == 0)
            await ImportAsync(project, progress, cancel);

        await featurize.AddAsync(project.Id, cancel);
        return project;
    }

    private async Task<Project> CreateAsync(CancellationToken cancel)
    {
        var project = Project.Create(Name, DemoWords.Definitions.Select(d => d.Class), networks.DefaultNetwork, time.GetUtcNow());
        project.Instruct(DemoWords.Instructions);
        foreach (var (name, definition) in DemoWords.Definitions)
        {
            project.FindClass(name)!.Define(definition);
        }

        return await projects.AddAsync(project, cancel);
    }

    private async Task ImportAsync(Project project, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        using var source = ImportSource.Open(folder);
        await using var table = File.OpenRead(LabelsFile);
        var labels = ImportLabels.Table(tables.Read(table, LabelsFile));
        var options = new ImportOptions { TestShare = TestShare, LabelsFor = LabelsFor.TestOnly };
        await importer.ImportAsync(project, source, labels, options, progress, cancel);
    }
}
