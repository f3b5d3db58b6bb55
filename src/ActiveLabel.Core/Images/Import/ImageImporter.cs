using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Core.Images.Import;

/// <summary>Brings images into a project: all that can be used, or, where the request itself is wrong, none.</summary>
public sealed class ImageImporter(IImageInspector inspector, IBlobStore blobs, IImageStore images, IClassChanges changes, TimeProvider time)
{
    private readonly ImportPipeline _pipeline = new(inspector, blobs);

    /// <summary>
    /// Checks names and labels before anything is read, keeps the bytes of everything that is an image, and then adds the
    /// images. When it is stopped on the way, the next import of the same goes faster and adds what is missing, nothing twice.
    /// </summary>
    /// <exception cref="WrongUseException">
    /// There are no images, or labels name files that are not there or classes that the project lacks: each is named.
    /// </exception>
    public async Task<ImportResult> ImportAsync(
        Project project, IImportSource source, ImportLabels labels, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        options.Check();
        var planned = Plan(project, await changes.ListAsync(project.Id, cancel), source, labels);
        var meter = new ImportMeter(progress, planned.Count, time);
        var read = await _pipeline.RunAsync(planned, meter.Count, cancel);

        var present = (await images.ListAsync(project.Id, cancel)).ToDictionary(i => i.Image.Hash, i => i.Image.Split);
        var batch = ImportBatch.Make(project, read, present, options, time.GetUtcNow());
        var addition = await images.AddAsync(project.Id, batch.Images, cancel);
        return new ImportResult(
            addition.Added,
            [.. batch.Duplicates.Concat(addition.Duplicates).Order(StringComparer.Ordinal)],
            [.. read.Where(r => r.Refusal is not null).Select(r => new RefusedFile(r.Planned.File.Name, r.Refusal!))],
            batch.Contradictions,
            addition.LabelsAdded,
            source.Files.Count - planned.Count,
            batch.Count(project, present));
    }

    private static IReadOnlyList<PlannedImage> Plan(Project project, ClassHistory history, IImportSource source, ImportLabels labels)
    {
        var problems = new Problems();
        var planned = labels.Plan(source.Files, new ImportClasses(project, history), problems);
        problems.ThrowIfAny(
            $"Nothing was imported from {source.Name}:",
            $"The classes of '{project.Name}' are: {string.Join(", ", project.Classes.Select(c => c.Name))}.");

        return planned.Count > 0 ? planned : throw new WrongUseException(source.Files.Count == 0
            ? $"There are no images in {source.Name}: it is empty."
            : $"There are no images in {source.Name}: none of its {source.Files.Count} files was named as one.");
    }
}
