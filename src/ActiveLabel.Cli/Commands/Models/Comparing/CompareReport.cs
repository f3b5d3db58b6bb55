using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Vision.Comparison;

namespace ActiveLabel.Cli.Commands.Models.Comparing;

/// <summary>What <c>models compare --json</c> prints.</summary>
/// <param name="Images">Labelled images of the pool that judged, each once.</param>
/// <param name="Unreadable">Of the images drawn, those that could not be read.</param>
/// <param name="Candidates">The best first.</param>
internal sealed record CompareReport(string Project, int Images, int Unreadable, int Folds, IReadOnlyList<ComparedLayers> Candidates)
{
    public void Print()
    {
        Console.WriteLine($"{Images} labelled images of '{Project}', {Folds} folds, trained as the project trains:");
        Console.WriteLine();
        Columns.Write(
            ["LAYERS", "NETWORK", "WIDTH", "IMAGES/S", "ACCURACY", "BALANCED"],
            Candidates.Select(layers => (string[])
            [
                layers.Name, layers.Network, $"{layers.VectorLength}", $"{layers.ImagesPerSecond:0}", $"{layers.Accuracy:0.000}",
                $"{layers.BalancedAccuracy:0.000} ± {layers.StandardError:0.000}",
            ]));
        if (Unreadable > 0)
            Console.WriteLine($"{Unreadable} images could not be read and were left out.");
    }
}

/// <param name="Name">As it was typed.</param>
/// <param name="ImagesPerSecond">Inference alone, with the network cut there.</param>
/// <param name="StandardError">Of the balanced accuracy.</param>
internal sealed record ComparedLayers(
    string Name, string Network, IReadOnlyList<string> Layers, int VectorLength, double ImagesPerSecond, double Accuracy, double BalancedAccuracy,
    double StandardError)
{
    public static ComparedLayers Of(LayerCandidate candidate, int width, double speed, CrossValidated judged) => new(
        candidate.Name, candidate.Network, candidate.Layers, width, Math.Round(speed, 1), judged.Accuracy, judged.BalancedAccuracy, judged.StandardError);
}
