using System.Text.Json.Serialization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Evaluation.LabelErrors.Trial;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>What <c>suspects --json</c> prints.</summary>
/// <param name="Labels">Labels looked at.</param>
/// <param name="ExpectedErrors">Estimated number of wrong ones among them.</param>
/// <param name="Suspects">How many, from the first on, count as another class than their own.</param>
/// <param name="Classes">Estimated number of wrong labels of each class.</param>
/// <param name="LeftOut">Labels of classes that have too few to be judged, by class.</param>
/// <param name="Images">The likeliest to be wrong first.</param>
internal sealed record SuspectsReport(
    string Project, int Labels, double ExpectedErrors, int Suspects, IReadOnlyDictionary<string, double> Classes, IReadOnlyDictionary<string, int> LeftOut,
    IReadOnlyList<SuspectReport> Images)
{
    public static SuspectsReport Of(Project project, LabelErrorSearch search, IReadOnlyDictionary<long, AnsweredImage> images, int most) => new(
        project.Name, search.Labels.Count, search.ExpectedErrors, search.Suspects,
        project.Classes.Zip(search.WrongByClass).ToDictionary(c => c.First.Name, c => c.Second),
        search.LeftOut.ToDictionary(c => project.Classes[c.Key].Name, c => c.Value),
        [.. search.Labels.Take(most).Where(l => images.ContainsKey(l.ImageId)).Select(l => SuspectReport.Of(project, images[l.ImageId].Image, l))]);

    public void Print()
    {
        Console.WriteLine($"{Project}: about {ExpectedErrors:0} of {Labels} labels are expected to be wrong; {Suspects} are suspect.");
        foreach (var (name, count) in LeftOut)
            Console.WriteLine($"The {count} labels of '{name}' are too few to be judged.");

        Console.WriteLine();
        Columns.Write(
            ["LABEL", "P", "MODEL SAYS", "P", "SPLIT", "IMAGE"],
            Images.Select(i => (string[])[i.Label, $"{i.LabelProbability:0.000}", i.Suggested, $"{i.SuggestedProbability:0.000}", i.Split.ToString().ToLowerInvariant(), i.Path]));
    }

    public static void Print(string project, TrialOptions options, TrialReport report)
    {
        Console.WriteLine($"{project}: {report.Flipped} of {report.Labels} labels made wrong at random, {options.Seeds} times; means and standard errors.");
        Console.WriteLine($"Expected to be wrong: {report.ExpectedErrors:0} then, {report.ExpectedBefore:0} of the labels as they are.");
        Console.WriteLine($"By the order in use, {report.Own.Precision:0.000} of the first {report.Flipped} were made wrong, and {report.Own.FoundInFirstTenth:0.000} of those made wrong are among the first tenth.");
        Console.WriteLine();
        Columns.Write(
            ["ORDER", "CLASS WEIGHTS", "PROBABILITIES", $"PRECISION AT {report.Flipped}", "FOUND IN FIRST 10 %", "AVERAGE PRECISION"],
            report.Orders.Select(o => (string[])
            [
                o.Order.By.ToString(), o.Order.Weights.ToString(), o.Order.Calibrated ? "calibrated" : "raw", $"{o.Precision:0.000} ± {o.PrecisionError:0.000}",
                $"{o.FoundInFirstTenth:0.000} ± {o.FoundError:0.000}", $"{o.AveragePrecision:0.000}",
            ]));
    }
}

/// <param name="Path">Of the image's file, as it was imported.</param>
/// <param name="Suggested">The most probable other class.</param>
/// <param name="Probabilities">Of all classes, calibrated, by a model that the image did not train.</param>
internal sealed record SuspectReport(
    long ImageId, string Path, Split Split, string Label, float LabelProbability, string Suggested, float SuggestedProbability, IReadOnlyDictionary<string, float> Probabilities)
{
    public static SuspectReport Of(Project project, ProjectImage image, SuspectedLabel label)
    {
        var p = label.Probabilities.ToArray();
        return new SuspectReport(
            image.Id, image.FileName, image.Split, project.Classes[label.Given].Name, p[label.Given], project.Classes[label.Other].Name, p[label.Other],
            project.Classes.Zip(p).ToDictionary(c => c.First.Name, c => c.Second));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SuspectsReport))]
[JsonSerializable(typeof(TrialReport))]
internal sealed partial class SuspectsJson : JsonSerializerContext;
