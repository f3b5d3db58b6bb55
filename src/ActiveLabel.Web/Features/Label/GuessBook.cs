using System.Collections.Concurrent;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Label;

/// <summary>What the newest model takes an image for. Keeps each project's model at hand, since every image asks.</summary>
internal sealed class GuessBook(IModelStore models, IVectorIndex index, IVectorStore vectors, IFeaturizerCatalogue featurizers)
{
    private readonly ConcurrentDictionary<long, Page> _pages = [];

    /// <param name="modelVersionId">The newest round's model, or null where there is none.</param>
    /// <returns>Null where the project shows no guesses, or nothing is known to guess from.</returns>
    public async Task<Guess?> OfAsync(Project project, long imageId, long? modelVersionId, CancellationToken cancel)
    {
        if (!project.Policy.ShowGuess || modelVersionId is not { } id || await OpenAsync(project, id, cancel) is not { } page
            || !page.Rows.TryGetValue(imageId, out var row))
        {
            return null;
        }

        using var reader = vectors.OpenRead(page.Featurizer);
        return page.Guess(project, reader.Row(row, new float[reader.VectorLength]));
    }

    private async Task<Page?> OpenAsync(Project project, long modelVersionId, CancellationToken cancel)
    {
        if (_pages.TryGetValue(project.Id, out var open) && open.Version.Id == modelVersionId)
            return open;

        if (await models.FindAsync(modelVersionId, cancel) is not { } version
            || featurizers.Find(project.Network) is not { } featurizer || featurizer.Id != version.FeaturizerId)
        {
            return null;
        }

        var rows = await index.RowsAsync(project.Id, featurizer.Id, cancel);
        return _pages[project.Id] = new Page(version, featurizer, rows, version.Model.CreateScorer());
    }

    private sealed record Page(ModelVersion Version, Featurizer Featurizer, IReadOnlyDictionary<long, long> Rows, Scorer Scorer)
    {
        /// <summary>As the project's classes count now: what the model tells apart and people no longer do is one guess.</summary>
        public Guess? Guess(Project project, ReadOnlySpan<float> vector)
        {
            var probabilities = new float[Scorer.ClassCount];
            Scorer.Score(vector, probabilities);
            TemperatureScaling.Apply(probabilities, Version.Temperature);
            var best = Version.ClassIds.Zip(probabilities).GroupBy(guess => project.CountsAs(guess.First)?.Id)
                .Select(same => (ClassId: same.Key, Probability: same.Sum(guess => (double)guess.Second))).MaxBy(guess => guess.Probability);
            return best.ClassId is { } classId ? new Guess(classId, best.Probability) : null;
        }
    }
}
