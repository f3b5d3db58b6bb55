using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>Reads a project for the gallery, anew only what has changed.</summary>
public sealed class GalleryReader(
    IGallerySource source, IVectorIndex index, IVectorStore vectors, IFeaturizerCatalogue featurizers, IModelStore models, PastTraining past)
{
    /// <param name="before">What was read earlier; null at the first time.</param>
    /// <returns><paramref name="before"/> itself where nothing has changed.</returns>
    public async Task<GalleryColumns> ReadAsync(Project project, GalleryColumns? before, CancellationToken cancel)
    {
        var featurizer = featurizers.Find(project.Network);
        // First the mark: what comes in while the rest is read is then read again.
        var mark = await source.MarkAsync(project.Id, featurizer?.Id ?? "", $"{ClassStamp.Of(project.Classes)} {project.ClassMark} {project.Policy.Consensus}", cancel);
        if (before?.Mark == mark)
            return before;

        var kept = before?.Mark.HasImagesOf(mark) == true ? before : null;
        var images = kept?.Images ?? [.. await source.ImagesAsync(project.Id, cancel)];
        var placeOf = kept?.PlaceOf ?? images.Index().ToDictionary(i => i.Item.Id, i => i.Index);
        var answers = Join(images, await source.AnswersAsync(project.Id, cancel));
        // Where classes have changed, lines that were read before may count as others.
        var said = kept?.Mark.Settings == mark.Settings ? kept.Opinions : null;
        var lines = await source.LinesAsync(project.Id, said?.NewestSequence ?? 0, cancel);
        var opinions = said is not null && lines.Count == 0 ? said : OpinionColumns.Of(said, lines, placeOf);

        var sameVectors = kept is not null && kept.Mark.Vectors == mark.Vectors && kept.Mark.FeaturizerId == mark.FeaturizerId;
        var rows = sameVectors ? kept!.Rows : featurizer is null ? null : await RowsAsync(project.Id, featurizer, images, cancel);
        var (guesses, trained) = rows is null ? (null, new bool[images.Length]) : await GuessAsync(mark, kept, featurizer!, rows, placeOf, answers, cancel);
        return new GalleryColumns(
            mark, images, placeOf, answers, opinions, guesses, trained,
            Marked(await source.GoldAsync(project.Id, cancel), placeOf),
            Marked(featurizer is null ? [] : await source.FailedAsync(project.Id, featurizer.Id, cancel), placeOf),
            sameVectors && mark.VersionId is { } version && kept!.Mark.VersionId == version ? kept.Novelty : new KeptNovelty(rows, featurizer, vectors, answers, project.Policy.Seed))
        {
            Rows = rows,
        };
    }

    private async Task<(GuessColumns? Guesses, bool[] Trained)> GuessAsync(
        GalleryMark mark, GalleryColumns? kept, Featurizer featurizer, long[] rows, Dictionary<long, int> placeOf, ImageAnswer[] answers, CancellationToken cancel)
    {
        long?[] labels = Array.ConvertAll(answers, answer => answer.ClassId);
        if (kept?.Guesses is { } before && before.VersionId == mark.VersionId && kept.Mark.Vectors == mark.Vectors)
        {
            int[] changed = [.. Enumerable.Range(0, labels.Length).Where(place => labels[place] != kept.Answers[place].ClassId)];
            if (changed.Length == 0)
                return (before, kept.Trained);

            using var some = vectors.OpenRead(featurizer);
            return (before.With(changed, rows, some, labels, cancel), kept.Trained);
        }

        var version = mark.VersionId is { } id ? await models.FindAsync(id, cancel) : null;
        if (version is null || version.FeaturizerId != featurizer.Id)
            return (null, new bool[rows.Length]);

        using var reader = vectors.OpenRead(featurizer);
        var guesses = await Task.Run(() => GuessColumns.Of(version, rows, reader, labels, cancel), cancel);
        return (guesses, Marked((await past.ClassesAsync(version, cancel)).Keys, placeOf));
    }

    private async Task<long[]> RowsAsync(long projectId, Featurizer featurizer, ImageFacts[] images, CancellationToken cancel)
    {
        var known = await index.RowsAsync(projectId, featurizer.Id, cancel);
        return Array.ConvertAll(images, image => known.TryGetValue(image.Id, out var row) ? row : -1);
    }

    /// <summary>Both are in the order of ids; an image that came between the two readings is left out.</summary>
    private static ImageAnswer[] Join(ImageFacts[] images, IReadOnlyList<ImageAnswer> answers)
    {
        var joined = new ImageAnswer[images.Length];
        var at = 0;
        for (var place = 0; place < images.Length; place++)
        {
            while (at < answers.Count && answers[at].Id < images[place].Id) at++;
            joined[place] = at < answers.Count && answers[at].Id == images[place].Id ? answers[at] : new ImageAnswer(images[place].Id, null, null);
        }

        return joined;
    }

    private static bool[] Marked(IEnumerable<long> imageIds, Dictionary<long, int> placeOf)
    {
        var marked = new bool[placeOf.Count];
        foreach (var id in imageIds)
        {
            if (placeOf.TryGetValue(id, out var place)) marked[place] = true;
        }

        return marked;
    }
}

/// <summary>Novelty is computed when somebody first sorts by it, and serves until the next model.</summary>
internal sealed class KeptNovelty(long[]? rows, Featurizer? featurizer, IVectorStore vectors, ImageAnswer[] answers, int seed)
{
    private readonly Lock _lock = new();
    private Task<float[]>? _made;

    public Task<float[]> GetAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            // Whoever asked first may leave: the others still want it.
            _made ??= Task.Run(Make, CancellationToken.None);
        }

        return _made.WaitAsync(cancel);
    }

    private float[] Make()
    {
        var distances = new float[answers.Length];
        if (rows is null || featurizer is null)
            return distances;

        int[] places = [.. Enumerable.Range(0, rows.Length).Where(place => rows[place] >= 0)];
        if (places.Length == 0)
            return distances;

        using var reader = vectors.OpenRead(featurizer);
        int[] labelled = [.. Enumerable.Range(0, places.Length).Where(i => answers[places[i]].ClassId is not null)];
        var found = Novelty.Of(new VectorRows(reader, [.. places.Select(place => rows[place])]), labelled, seed, CancellationToken.None);
        for (var i = 0; i < places.Length; i++) distances[places[i]] = found[i];
        return distances;
    }
}
