using System.Globalization;
using System.Text.Json.Serialization;
using ActiveLabel.Core.Models;
using ActiveLabel.Vision.Featurization;

namespace ActiveLabel.Cli.Commands.Scoring;

/// <summary>What <c>score --json</c> prints.</summary>
/// <param name="Scorer">The project and its model version, or the network.</param>
/// <param name="Images">In the order of their names.</param>
internal sealed record ScoreReport(string Scorer, string Featurizer, IReadOnlyList<ScoredImage> Images)
{
    public static ScoreReport Of(FolderScorer scorer, IReadOnlyList<PassingVector> vectors, int most, float least) => new(
        scorer.Name, scorer.Featurizer.Id,
        [.. vectors.Select(image => image.Vector is null
            ? new ScoredImage(image.File, null, image.Refusal)
            : new ScoredImage(
                image.File,
                [.. TopClasses.Of(scorer.Probabilities(image.Vector), most, least).Select(found => new ScoredClass(scorer.Classes[found.Class], found.Probability))],
                null))]);

    /// <summary>A line an image: its name, then each class with its probability, the most probable first.</summary>
    public void Print(TextWriter output)
    {
        foreach (var image in Images)
        {
            var told = image switch
            {
                { Refusal: { } refusal } => $"failed: {refusal}",
                { Top: [] } => "no class is probable enough",
                _ => string.Join("  ", image.Top!.Select(found => string.Create(CultureInfo.InvariantCulture, $"{found.Class} {found.Probability:0.000}"))),
            };
            output.WriteLine($"{image.File}\t{told}");
        }
    }
}

/// <param name="Top">Null where the file could not be read.</param>
/// <param name="Refusal">Why it could not be read, or null.</param>
internal sealed record ScoredImage(string File, IReadOnlyList<ScoredClass>? Top, string? Refusal);

internal sealed record ScoredClass(string Class, float Probability);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ScoreReport))]
internal sealed partial class ScoreJson : JsonSerializerContext;
