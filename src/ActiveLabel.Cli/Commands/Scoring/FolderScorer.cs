using System.Numerics.Tensors;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Classes;

namespace ActiveLabel.Cli.Commands.Scoring;

/// <summary>What tells the classes of images: a featurizer, and what makes probabilities of its vectors.</summary>
/// <param name="Name">Of the project and its model version, or of the network.</param>
/// <param name="Probabilities">From a vector to [K].</param>
internal sealed record FolderScorer(string Name, Featurizer Featurizer, IReadOnlyList<string> Classes, Func<float[], float[]> Probabilities) : IDisposable
{
    private IDisposable? _held;

    /// <summary>The newest model of a project.</summary>
    /// <exception cref="WrongUseException">It has none, or its network is another by now.</exception>
    public static async Task<FolderScorer> OfProjectAsync(IServiceProvider services, string name, IProgress<string> messages, CancellationToken cancel)
    {
        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        var version = await services.GetRequiredService<IModelStore>().LatestAsync(project.Id, cancel)
            ?? throw new WrongUseException($"'{project.Name}' has no model yet: label images of two classes, then run 'activelabel train'.");
        var featurizer = await services.GetRequiredService<IFeaturizerCatalogue>().EnsureAsync(project.Network, messages, cancel);
        if (featurizer.Id != version.FeaturizerId)
            throw new WrongUseException(
                $"Version {version.Number} of '{project.Name}' was trained on the vectors of another featurizer: run 'activelabel featurize' and 'activelabel train' first.");
        var scorer = version.Model.CreateScorer();
        return new FolderScorer(
            $"{project.Name}, model version {version.Number}", featurizer,
            [.. version.ClassIds.Select(id => project.AllClasses.FirstOrDefault(c => c.Id == id)?.Name ?? $"class {id}, since removed")],
            vector =>
            {
                var probabilities = new float[version.ClassIds.Count];
                scorer.Score(vector, probabilities);
                TemperatureScaling.Apply(probabilities, version.Temperature);
                return probabilities;
            });
    }

    /// <summary>A network as it comes, without any training.</summary>
    /// <param name="names">A file with the names of its classes, or null for those of ImageNet.</param>
    /// <exception cref="WrongUseException">It has no class layer, or the names do not fit.</exception>
    public static async Task<FolderScorer> OfNetworkAsync(
        NetworkCatalogue networks, string id, string? names, IProgress<string> messages, CancellationToken cancel)
    {
        var network = await networks.ClassifierAsync(id, messages, cancel);
        try
        {
            return new FolderScorer(
                id, network.Scores, ClassNames.Read(names, network.ClassCount), scores => network.AreProbabilities ? scores : Softmax(scores))
            {
                _held = network,
            };
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public void Dispose() => _held?.Dispose();

    private static float[] Softmax(float[] scores)
    {
        // e^0 at most, so that nothing overflows.
        var shifted = new float[scores.Length];
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max<float>(scores), shifted);
        TensorPrimitives.SoftMax<float>(shifted, shifted);
        return shifted;
    }
}
