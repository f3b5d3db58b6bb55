using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Data.Tables;

namespace ActiveLabel.Cli.Simulations;

/// <summary>A labelled set to replay, and what had to be left out of it.</summary>
/// <param name="Name">The project or the file.</param>
/// <param name="Notes">What a person should know before trusting the figures.</param>
internal sealed record SimulationSource(string Name, LabelledSet Set, IReadOnlyList<string> Notes, IDisposable? Held) : IDisposable
{
    public static SimulationSource OfTable(string file, IReadOnlyList<string>? classes, CancellationToken cancel)
    {
        var table = FeatureTable.Read(file, cancel);
        var set = table.ToLabelledSet(classes);
        List<string> notes = [];
        var dropped = set.Initial.Concat(set.Pool).Where(i => set.Classes[i] == LabelledSet.Outside).ToList();
        if (dropped.Count > 0)
            notes.Add($"{dropped.Count} rows are of no class ({string.Join(", ", dropped.Select(i => table.Labels[i]).Distinct())}): dropped when they are picked.");

        var unused = table.Splits.Where(s => s is not (FeatureTable.Initial or FeatureTable.Pool or FeatureTable.Test)).ToList();
        if (unused.Count > 0)
            notes.Add($"{unused.Count} rows are of other splits ({string.Join(", ", unused.Distinct())}): not used.");

        return new SimulationSource(Path.GetFileName(file), set, notes, Held: null);
    }

    public static async Task<SimulationSource> OfProjectAsync(IServiceProvider services, string name, CancellationToken cancel)
    {
        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        var snapshot = await services.GetRequiredService<SnapshotReader>().TakeAsync(project.Id, cancel);
        var counts = await services.GetRequiredService<IImageStore>().CountAsync(project.Id, snapshot.Featurizer.Id, cancel);
        if (snapshot.Images.Count == 0)
            throw new WrongUseException($"No image of '{project.Name}' has a feature vector: run 'activelabel featurize' first.");

        // Nobody can be asked about an image whose class nobody has told; a poor example can be asked about, and is dropped.
        var known = snapshot.Images.Where(i => i.Answer is { } a && (i.Split == Split.Pool || !a.IsPoorExample)).ToList();
        List<string> notes = [];
        if (snapshot.Unlabelled.Count > 0)
            notes.Add($"{snapshot.Unlabelled.Count} pool images have no label: left out.");
        if (counts.Pool + counts.Test > snapshot.Images.Count)
            notes.Add($"{counts.Pool + counts.Test - snapshot.Images.Count} images have no feature vector: left out.");

        var reader = services.GetRequiredService<IVectorStore>().OpenRead(snapshot.Featurizer);
        try
        {
            return new SimulationSource(project.Name, SetOf(snapshot, known, reader), notes, reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose() => Held?.Dispose();

    private static LabelledSet SetOf(ProjectSnapshot snapshot, List<VectorisedImage> known, IVectorReader reader)
    {
        var ordinals = snapshot.ClassIds.Index().ToDictionary(c => c.Item, c => c.Index);
        return new LabelledSet(
            new VectorRows(reader, [.. known.Select(i => i.Row)]),
            [.. known.Select(i => i.Answer!.ClassId is { } id ? ordinals[id] : LabelledSet.Outside)],
            [.. snapshot.Project.Classes.Select(c => c.Name)],
            initial: [],
            [.. Of(Split.Pool)],
            [.. Of(Split.Test)]);

        IEnumerable<int> Of(Split split) => Enumerable.Range(0, known.Count).Where(i => known[i].Split == split);
    }
}
