using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation.Annotators;

/// <summary>To which labels of a project each person's are added.</summary>
public enum InitialLabels
{
    /// <summary>Those that came with the images.</summary>
    Imported,

    /// <summary>Those of one person who is trusted, who is then not judged.</summary>
    OfPerson,

    /// <summary>To none: what a person's labels teach by themselves.</summary>
    None,
}

/// <param name="PersonId">Set where it is one person's labels.</param>
public sealed record InitialChoice(InitialLabels Labels, long? PersonId = null);

/// <summary>
/// The study of <see cref="AnnotatorStudy"/> on a project's pool and test images. Everybody's labels are the answers that
/// stand now, by which rounds train too.
/// </summary>
/// <param name="threads">Which train and judge, so that people who label go first; without any, the pool's do.</param>
public sealed class ProjectAnnotators(
    SnapshotReader snapshots, IVectorStore vectors, IWorkLog log, IPersonStore people, IModelStore models, ITrainer trainer, BackgroundThreads? threads = null)
{
    /// <summary>Imported labels where there are any of two classes to learn from, else none.</summary>
    public static InitialChoice Default(StandingAnswers standing, long importId)
    {
        var said = new HashSet<int>();
        for (var unit = 0; unit < standing.Ratings.UnitCount && said.Count <= 2; unit++)
        {
            var raters = standing.Ratings.RatersOf(unit);
            for (var i = 0; i < raters.Length; i++)
            {
                if (standing.PersonIds[raters[i]] == importId)
                    said.Add(standing.Ratings.CategoriesOf(unit)[i]);
            }
        }

        said.Remove(standing.PoorExample);
        return new InitialChoice(said.Count >= 2 ? InitialLabels.Imported : InitialLabels.None);
    }

    /// <exception cref="WrongUseException">There is no such project, its network is not ready, or nothing can judge.</exception>
    public async Task<AnnotatorReport> RunAsync(long projectId, InitialChoice initial, IProgress<StudyProgress>? progress, CancellationToken cancel)
    {
        var snapshot = await snapshots.TakeAsync(projectId, cancel);
        var standing = StandingAnswers.Of(await log.ReadAsync(projectId, after: 0, cancel), snapshot.ClassIds);
        var everybody = await people.ListAsync(cancel);
        var options = Options(snapshot, await models.LatestAsync(projectId, cancel));
        using var reader = vectors.OpenRead(snapshot.Featurizer);
        var set = SetOf(snapshot, standing, everybody, initial, reader);
        var study = new AnnotatorStudy(trainer);
        return await Task.Run(() => threads is null ? study.Run(set, options, progress, cancel) : threads.Do(() => study.Run(set, options, progress, cancel)), cancel);
    }

    /// <summary>The policy's settings. Penalties that cross-validation chooses are those of the newest model, the same for everybody.</summary>
    private static TrainingOptions Options(ProjectSnapshot snapshot, ModelVersion? newest)
    {
        var policy = snapshot.Policy;
        var chosen = policy.Penalties == PenaltyChoice.Automatic && newest is not null && newest.FeaturizerId == snapshot.Featurizer.Id ? newest.Options : null;
        return new TrainingOptions(chosen?.L1 ?? policy.L1, chosen?.L2 ?? policy.L2, policy.Seed, policy.Weights, RoundEngine.Tolerance)
        {
            Trainer = policy.Trainer,
            Normalisation = TrainingPlan.NormalisationOf(policy.Trainer, policy.Normalisation),
        };
    }

    private static AnnotatorSet SetOf(
        ProjectSnapshot snapshot, StandingAnswers standing, IReadOnlyDictionary<long, Person> everybody, InitialChoice initial, IVectorReader reader)
    {
        var images = snapshot.Images.Where(i => i.Answer is not null).ToList();
        var pool = images.Index().Where(i => i.Item.Split == Split.Pool).ToDictionary(i => i.Item.Id, i => i.Index);
        var places = images.Index().ToDictionary(i => i.Item.Id, i => i.Index);
        var own = Labels(standing, pool);
        var ordinals = snapshot.ClassIds.Index().ToDictionary(c => c.Item, c => c.Index);
        var import = everybody.Values.FirstOrDefault(p => p.Kind == PersonKind.Import)?.Id;
        var start = initial.Labels switch { InitialLabels.Imported => import, InitialLabels.OfPerson => initial.PersonId, _ => null };
        return new AnnotatorSet(
            new VectorRows(reader, [.. images.Select(i => i.Row)]),
            [.. snapshot.Project.Classes.Select(c => c.Name)],
            start is { } from ? own.GetValueOrDefault(from, []) : [],
            [.. standing.PersonIds.Where(id => id != start && own.ContainsKey(id)).Select(id =>
                new AnnotatorLabels(everybody.GetValueOrDefault(id)?.ShownName ?? $"person {id}", own[id]) { PersonId = id })],
            [.. images.Where(i => i.Split == Split.Pool).Select(i => new PlacedLabel(pool[i.Id], Ordinal(i)))],
            [.. snapshot.Test.Select(i => new PlacedLabel(places[i.Id], Ordinal(i)))]);

        int Ordinal(VectorisedImage image) => image.Answer!.ClassId is { } id ? ordinals[id] : LabelledSet.Outside;
    }

    /// <summary>Each person's labels of pool images with vectors, in the order of the images.</summary>
    private static Dictionary<long, List<PlacedLabel>> Labels(StandingAnswers standing, Dictionary<long, int> pool)
    {
        var own = new Dictionary<long, List<PlacedLabel>>();
        for (var unit = 0; unit < standing.Ratings.UnitCount; unit++)
        {
            if (!pool.TryGetValue(standing.ImageIds[unit], out var place))
                continue;

            var raters = standing.Ratings.RatersOf(unit);
            for (var i = 0; i < raters.Length; i++)
            {
                var id = standing.PersonIds[raters[i]];
                if (!own.TryGetValue(id, out var labels))
                    own[id] = labels = [];
                var category = standing.Ratings.CategoriesOf(unit)[i];
                labels.Add(new PlacedLabel(place, category == standing.PoorExample ? LabelledSet.Outside : category));
            }
        }

        return own;
    }
}
