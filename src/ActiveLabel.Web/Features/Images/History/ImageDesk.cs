using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Web.Features.Images.History;

/// <summary>What the page of one image reads and writes.</summary>
internal sealed class ImageDesk(
    IImageHistories histories, IModelStore models, IVectorStore vectors, IFeaturizerCatalogue featurizers, IBlobStore blobs, ILabelLog labels, IRoundTrigger trigger,
    TimeProvider time)
{
    public Task<ImageHistory> HistoryAsync(Project project, long imageId, CancellationToken cancel) =>
        histories.ReadAsync(project.Id, imageId, featurizers.Find(project.Network)?.Id ?? "", cancel);

    /// <summary>Whether the bytes are still on disk.</summary>
    public bool HasBytes(ProjectImage image)
    {
        try
        {
            using var bytes = blobs.OpenRead(image.Hash);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>What the newest kept versions say of the image, newest first, computed from their weights and its vector.</summary>
    public async Task<IReadOnlyList<VersionGuess>> GuessesAsync(Project project, ImageHistory history, int most, CancellationToken cancel)
    {
        var versions = (await models.ListAsync(project.Id, cancel)).Reverse().Take(most);
        if (history.Row is not { } row || featurizers.Find(project.Network) is not { } featurizer)
            return [.. versions.Select(v => new VersionGuess(v.Number, v.CreatedAt, v.TrainingCount, [], [], history.TrainedVersions.Contains(v.Id)))];

        using var reader = vectors.OpenRead(featurizer);
        var vector = reader.Row(row, new float[reader.VectorLength]).ToArray();
        var guesses = new List<VersionGuess>();
        foreach (var summary in versions)
        {
            var trained = history.TrainedVersions.Contains(summary.Id);
            var version = await models.FindAsync(summary.Id, cancel);
            // By another network's vectors this one says nothing.
            guesses.Add(version is null || version.FeaturizerId != featurizer.Id
                ? new VersionGuess(summary.Number, summary.CreatedAt, summary.TrainingCount, [], [], trained)
                : new VersionGuess(summary.Number, summary.CreatedAt, summary.TrainingCount, version.ClassIds, Score(version, vector), trained));
        }

        return guesses;
    }

    /// <param name="classId">Null for a poor example.</param>
    /// <exception cref="WrongUseException">The image or the class is gone.</exception>
    public async Task RelabelAsync(long projectId, long imageId, long personId, long? classId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var version = (await models.ListAsync(projectId, cancel)).LastOrDefault()?.Id;
        await labels.AppendAsync(
            new LabelEntry(
                Guid.CreateVersion7(now), projectId, imageId, personId, classId is null ? LabelKind.PoorExample : LabelKind.Class, classId, now,
                LabelSource.Review, ModelVersionId: version),
            cancel);
        trigger.LabelAppended(projectId);
    }

    /// <exception cref="WrongUseException">It does not stand any more.</exception>
    public async Task TakeBackAsync(LabelEntry entry, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await labels.AppendAsync(
            new LabelEntry(
                Guid.CreateVersion7(now), entry.ProjectId, entry.ImageId, entry.PersonId, LabelKind.Withdrawal, ClassId: null, now, entry.Source, Withdraws: entry.Id),
            cancel);
        trigger.LabelAppended(entry.ProjectId);
    }

    private static float[] Score(ModelVersion version, float[] vector)
    {
        var probabilities = new float[version.ClassIds.Count];
        version.Model.CreateScorer().Score(vector, probabilities);
        if (!float.IsNaN(probabilities[0]))
            TemperatureScaling.Apply(probabilities, version.Temperature);
        return probabilities;
    }
}

/// <summary>What one model version says of an image.</summary>
/// <param name="Labels">Labelled images that it was trained on.</param>
/// <param name="Probabilities">[K] in the order of the class ids; empty where it says nothing.</param>
/// <param name="Trained">Whether the image was among those that trained it.</param>
public sealed record VersionGuess(int Number, DateTimeOffset At, int Labels, IReadOnlyList<long> ClassIds, IReadOnlyList<float> Probabilities, bool Trained)
{
    /// <summary>Null where it says nothing.</summary>
    public int? Best => Probabilities.Count == 0 || float.IsNaN(Probabilities[0]) ? null : Predictions.Best([.. Probabilities]);

    public float Of(long classId)
    {
        for (var k = 0; k < ClassIds.Count; k++)
        {
            if (ClassIds[k] == classId && k < Probabilities.Count) return Probabilities[k];
        }

        return 0;
    }
}
