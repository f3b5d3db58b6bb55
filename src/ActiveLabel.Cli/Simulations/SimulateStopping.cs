using System.Globalization;
using ActiveLabel.Core.Evaluation.Simulation.Stopping;

namespace ActiveLabel.Cli.Simulations;

/// <summary>What <c>simulate --stopping</c> tells of the recommendation to stop, for one strategy. Quartiles are over the seeds.</summary>
/// <param name="TruePoint">Labels from which on no next 50 bring a point, by the mean curve; null where the replays end before that shows.</param>
/// <param name="Stops">By seed: labels at which it said stop; null where it never did.</param>
/// <param name="Never">Replays in which it never said stop; they count below as if it had at their end.</param>
/// <param name="LabelsWasted">Beyond the true point; null without one.</param>
/// <param name="AccuracyForgone">Balanced accuracy that the rest of the replay would have brought.</param>
internal sealed record SimulateStopping(
    string Strategy, double? TruePoint, IReadOnlyList<int?> Stops, int Never, Quartiles? LabelsWasted, Quartiles AccuracyForgone)
{
    public static SimulateStopping Of(StoppingTrack track) =>
        new(track.Strategy.ToString(), track.TruePoint, [.. track.Replays.Select(r => r.Stop)], track.Never, track.Wasted, track.Forgone);

    public static void Print(IReadOnlyList<SimulateStopping> tracks, TextWriter to)
    {
        to.WriteLine("When to stop: median and quartiles over the seeds of the labels beyond the point from which no next 50 bring 0.010, and of the balanced accuracy forgone.");
        foreach (var track in tracks)
        {
            var point = track.TruePoint is { } labels ? $"point at {labels:0}" : "point not reached";
            var wasted = track.LabelsWasted is { } quartiles ? Wasted(quartiles) : "";
            to.WriteLine($"  {track.Strategy,-24}{point,18}{wasted,24}{Forgone(track.AccuracyForgone),26}   {(track.Never > 0 ? $"never in {track.Never} of {track.Stops.Count}" : "")}".TrimEnd());
        }

        to.WriteLine();
    }

    /// <summary>For example <c>+45 (+20 to +133)</c>.</summary>
    public static string Wasted(Quartiles labels) =>
        string.Create(CultureInfo.InvariantCulture, $"{labels.Median:+0;-0;0} ({labels.Lower:+0;-0;0} to {labels.Upper:+0;-0;0})");

    /// <summary>For example <c>0.003 (0.003 to 0.007)</c>.</summary>
    public static string Forgone(Quartiles accuracy) =>
        string.Create(CultureInfo.InvariantCulture, $"{accuracy.Median:0.000} ({accuracy.Lower:0.000} to {accuracy.Upper:0.000})");
}
