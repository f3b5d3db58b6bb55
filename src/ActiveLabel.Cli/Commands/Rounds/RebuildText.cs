using System.Globalization;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Cli.Commands.Rounds;

/// <summary>What came of a rebuild, for a person.</summary>
internal static class RebuildText
{
    public static void Print(RebuildReport report, TextWriter to)
    {
        var took = string.Create(CultureInfo.InvariantCulture, $"{report.Took.TotalSeconds:0.00} s{(report.RoundTook is { } then ? $"; the round took {then.TotalSeconds:0.00} s for the same" : "")}");
        to.WriteLine(report.Verdict switch
        {
            RebuildVerdict.Identical => $"Round {report.Round} rebuilt: model {report.ModelVersion} came out identical, to the last bit of every weight ({took}).",
            RebuildVerdict.Different when report.HasSameWeights => $"Round {report.Round} rebuilt: the weights of model {report.ModelVersion} came out identical, but NOT all that is compared is as it was ({took}).",
            RebuildVerdict.Different => $"Round {report.Round} rebuilt: model {report.ModelVersion} did NOT come out the same ({took}).",
            _ => $"Round {report.Round} cannot be rebuilt.",
        });
        to.WriteLine($"weights    {report.WeightsHash}");
        if (report.RebuiltHash is { } rebuilt && rebuilt != report.WeightsHash)
            to.WriteLine($"rebuilt    {rebuilt}");
        if (!report.WasRecorded)
            to.WriteLine("The round is from before it was recorded what rounds read; what is not known cannot be compared.");

        foreach (var check in report.Checks)
        {
            var state = check.IsSame switch { true => "same", false => "DIFFERS", null => "unknown" };
            to.WriteLine($"  {Names[check.Part],-13} {state,-8} {check.Detail}".TrimEnd());
        }

        foreach (var reason in report.Reasons) to.WriteLine(reason);
    }

    private static readonly Dictionary<RebuildPart, string> Names = new()
    {
        [RebuildPart.Log] = "log of labels",
        [RebuildPart.TrainingSet] = "training set",
        [RebuildPart.Vectors] = "vectors",
        [RebuildPart.Graph] = "graph",
        [RebuildPart.Guesses] = "guesses",
        [RebuildPart.Settings] = "settings",
        [RebuildPart.Weights] = "weights",
        [RebuildPart.Temperature] = "temperature",
        [RebuildPart.Figures] = "figures",
    };
}
