using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>An image that a version was trained on, and the newest label that says what it was taken for.</summary>
/// <param name="ClassId">Of the version's classes: what the image's answers had come to.</param>
public sealed record TrainingLabel(long ImageId, long ClassId, StandingLabel Label);

/// <summary>A label that stood at a place in the log.</summary>
/// <param name="Sequence">Its own place.</param>
/// <param name="ClassId">As it was given.</param>
public readonly record struct StandingLabel(long Sequence, long ImageId, long PersonId, long ClassId);

/// <summary>How an image and a label of it are shown.</summary>
public sealed record ShownLabel(ImageHash Hash, string FileName, DateTimeOffset At, LabelSource Source);

/// <summary>Reads what stood in the log at some place of it.</summary>
public interface IStandingLabels
{
    /// <summary>Labels with a class that nothing had withdrawn by then, in the order of the log.</summary>
    Task<IReadOnlyList<StandingLabel>> ListAsync(long projectId, long labelMark, CancellationToken cancel);

    /// <summary>By the labels' places in the log.</summary>
    Task<IReadOnlyDictionary<long, ShownLabel>> ShowAsync(long projectId, IReadOnlyList<long> sequences, CancellationToken cancel);
}

/// <summary>Tells whose labels a version learned from.</summary>
public sealed class TrainingLabels(PastTraining past, IClassChanges changes, IStandingLabels log)
{
    /// <summary>In the order of the images' ids. An image of whose answers none says its class is told with its newest.</summary>
    /// <param name="labelMark">Up to where in the log the version's round read.</param>
    public async Task<IReadOnlyList<TrainingLabel>> OfAsync(ModelVersion version, long labelMark, CancellationToken cancel)
    {
        var classes = await past.ClassesAsync(version, cancel);
        var then = (await changes.ListAsync(version.ProjectId, cancel)).AsOf(version.ClassMark);
        var meanings = new Dictionary<long, ClassMeaning>();
        var found = new Dictionary<long, (StandingLabel Label, bool Agrees)>();
        foreach (var label in await log.ListAsync(version.ProjectId, labelMark, cancel))
        {
            if (!classes.TryGetValue(label.ImageId, out var taken))
                continue;

            if (!meanings.TryGetValue(label.ClassId, out var meaning))
                meanings.Add(label.ClassId, meaning = then.MeaningOf(label.ClassId));
            var agrees = meaning.Read(label.Sequence) == taken;
            if (agrees || !found.TryGetValue(label.ImageId, out var other) || !other.Agrees)
                found[label.ImageId] = (label, agrees);
        }

        return [.. found.OrderBy(f => f.Key).Select(f => new TrainingLabel(f.Key, classes[f.Key], f.Value.Label))];
    }
}
