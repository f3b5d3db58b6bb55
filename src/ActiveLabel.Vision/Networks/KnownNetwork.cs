using ActiveLabel.Core;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks;

/// <summary>A network that this program can get by itself.</summary>
/// <param name="Id">Its name in the catalogue.</param>
/// <param name="Layers">Layers that are averaged and joined to the features; empty for the input of the last dense layer.</param>
internal sealed record KnownNetwork(
    string Id, string Title, NetworkOrigin Origin, IReadOnlyList<string> Layers, Preprocessing Preprocessing, int VectorLength, string Licence,
    string Source)
{
    private const float Tolerance = 1e-3f;

    /// <summary>What it will be described as.</summary>
    /// <param name="layers">Those that it was cut at.</param>
    public NetworkDescriptor Describe(string sha256, IReadOnlyList<string> layers) =>
        new(Id, Title, sha256, Preprocessing, layers, VectorLength, Licence, Source, Origin.Sha256);

    /// <exception cref="WrongUseException">The network gives other features than it should.</exception>
    public void Verify(byte[] network, IReadOnlyDictionary<int, float> check)
    {
        using var trial = new TrialRun(network);
        var image = SampleImages.Create(1, Preprocessing.Height, Preprocessing.Width);
        var features = trial.Run(image, 1, 3, Preprocessing.Height, Preprocessing.Width)[0].Values;
        if (features.Length != VectorLength)
            throw new WrongUseException($"The converted network {Id} gives {features.Length} features instead of {VectorLength}.");
        foreach (var (position, expected) in check)
        {
            // Written so that a value that is no number does not pass.
            if (!(Math.Abs(features[position] - expected) <= Tolerance * (1 + Math.Abs(expected))))
                throw new WrongUseException(
                    $"The converted network {Id} gives other features than it should (position {position}: "
                    + $"{features[position]} instead of {expected}), so it was not installed. "
                    + "Please report this with your processor's name.");
        }
    }
}
