using System.Globalization;
using ActiveLabel.Cli.Commands;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Cli.Simulations;

/// <summary>The command line that repeats a simulation: with all that it hung on, also where that was a default or the project's own.</summary>
internal static class RepeatingCommand
{
    /// <param name="source">The arguments that name the set: a project, or <c>--features</c> and a file.</param>
    /// <param name="stopping">Whether the recommendation to stop was tracked.</param>
    public static string Of(IReadOnlyList<string> source, SimulationOptions options, bool stopping = false)
    {
        List<string> words =
        [
            "./activelabel", "simulate", .. source,
            "--strategy", string.Join(',', options.Strategies), "--spread-labels", Word(options.Spreading), "--start", Word(options.Start),
            "--batch", $"{options.Batch}", "--rounds", $"{options.Rounds}", "--seeds", $"{options.Seeds}",
            "--l1", Number(options.L1), "--l2", Number(options.L2), "--penalties", Word(options.Penalties), "--trainer", TrainingNames.Of(options.Trainer),
            "--class-weights", Word(options.Weights), "--normalisation", TrainingNames.Of(options.Normalisation),
        ];
        if (options.Noise > 0)
            words.AddRange(["--noise", Number(options.Noise)]);
        if (options.Imbalance > 1)
            words.AddRange(["--imbalance", Number(options.Imbalance)]);
        if (options.Splits > 0)
            words.AddRange(["--splits", $"{options.Splits}", "--test-share", Number(options.TestShare)]);
        if (options.Reach.Count > 0)
            words.AddRange(["--reach", string.Join(',', options.Reach.Select(Number))]);
        if (stopping)
            words.Add("--stopping");
        return string.Join(' ', words.Select(Quote));
    }

    /// <summary>As a shell reads it.</summary>
    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./,+:=".Contains(c)) && word.Length > 0 ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Word<T>(T choice) where T : struct, Enum => choice.ToString().ToLowerInvariant();

    private static string Number(float number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
