using System.Collections.Concurrent;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Map;

/// <summary>The surveys of projects as they are kept, with images that have come since placed among the others.</summary>
internal sealed class SurveyBook(ISurveyStore store, IFeaturizerCatalogue networks, IVectorIndex index, IVectorStore vectors)
{
    private const int MostProjects = 4;

    private readonly ConcurrentDictionary<long, ImageSurvey> _known = [];
    private readonly SemaphoreSlim _placing = new(1);
    private Narrowed? _here;

    /// <returns>Null where there is none, or only one of another network's vectors.</returns>
    public async Task<ImageSurvey?> FindAsync(Project project, CancellationToken cancel)
    {
        if (networks.Find(project.Network) is not { } featurizer || await ReadAsync(project.Id, cancel) is not { } survey || survey.FeaturizerId != featurizer.Id)
            return null;

        var rows = await index.RowsAsync(project.Id, featurizer.Id, cancel);
        var here = Here(survey, rows);
        return rows.Count > here.Count + survey.LeftOut ? await PlaceAsync(project.Id, featurizer, rows, cancel) : here;
    }

    /// <summary>Without images that were removed from the project since: found out once for as long as neither survey nor rows are others.</summary>
    private ImageSurvey Here(ImageSurvey survey, IReadOnlyDictionary<long, long> rows)
    {
        var known = Volatile.Read(ref _here);
        if (known is null || !ReferenceEquals(known.Of, survey) || !ReferenceEquals(known.Rows, rows))
            Volatile.Write(ref _here, known = new Narrowed(survey, rows, survey.Only([.. survey.ImageIds.ToArray().Where(rows.ContainsKey)])));
        return known.Survey;
    }

    public async Task KeepAsync(long projectId, ImageSurvey survey, CancellationToken cancel)
    {
        await store.SaveAsync(projectId, survey, cancel);
        Remember(projectId, survey);
    }

    private async Task<ImageSurvey?> ReadAsync(long projectId, CancellationToken cancel)
    {
        if (_known.TryGetValue(projectId, out var known))
            return known;
        if (await store.FindAsync(projectId, cancel) is not { } survey)
            return null;

        Remember(projectId, survey);
        return survey;
    }

    /// <summary>Once for all who ask at the same time.</summary>
    private async Task<ImageSurvey?> PlaceAsync(long projectId, Featurizer featurizer, IReadOnlyDictionary<long, long> rows, CancellationToken cancel)
    {
        await _placing.WaitAsync(cancel);
        try
        {
            if (await ReadAsync(projectId, cancel) is not { } survey)
                return null;
            if (Here(survey, rows) is var here && rows.Count <= here.Count + survey.LeftOut)
                return here;

            var added = await Task.Run(
                () =>
                {
                    using var reader = vectors.OpenRead(featurizer);
                    long[] known = [.. survey.ImageIds.ToArray().Where(rows.ContainsKey)];
                    long[] fresh = [.. rows.Keys.Where(id => survey.IndexOf(id) < 0).Order()];
                    return Surveying.Add(survey.Only(known), Rows(reader, rows, known), fresh, Rows(reader, rows, fresh), Environment.ProcessorCount, cancel);
                },
                cancel);
            await KeepAsync(projectId, added, cancel);
            return added;
        }
        finally
        {
            _placing.Release();
        }
    }

    private static VectorRows Rows(IVectorReader reader, IReadOnlyDictionary<long, long> rows, long[] ids) => new(reader, Array.ConvertAll(ids, id => rows[id]));

    private void Remember(long projectId, ImageSurvey survey)
    {
        if (_known.Count >= MostProjects && !_known.ContainsKey(projectId))
            _known.Clear();
        _known[projectId] = survey;
    }

    private sealed record Narrowed(ImageSurvey Of, IReadOnlyDictionary<long, long> Rows, ImageSurvey Survey);
}
