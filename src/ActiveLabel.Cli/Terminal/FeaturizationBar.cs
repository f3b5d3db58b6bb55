using ActiveLabel.Core.Features;
using Spectre.Console;

namespace ActiveLabel.Cli.Terminal;

/// <summary>Shows how far featurization is: a bar on a terminal, a line now and then in a log. Always on stderr.</summary>
internal static class FeaturizationBar
{
    public static async Task<T> ShowAsync<T>(TimeProvider time, Func<IProgress<FeaturizationProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(new ProgressLine<FeaturizationProgress>(time, at => ($"Featurizing {Describe(at)}", at.Done + at.Failed == at.Total)));

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(bars => work(new Bar(bars.AddTask("Featurizing"))));
    }

    private static string Describe(FeaturizationProgress at)
    {
        var failed = at.Failed > 0 ? $", {at.Failed} failed" : "";
        var rate = at.ImagesPerSecond > 0 ? $", {at.ImagesPerSecond:0} images/s" : "";
        var left = at.TimeLeft is { } time ? $", {time:m\\:ss} left" : "";
        return $"{at.Done} of {at.Total}{failed}{rate}{left}";
    }

    /// <summary>Reports as they come, on the reporting thread: a queue of its own would print after the end.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<FeaturizationProgress>
    {
        public void Report(FeaturizationProgress value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done + value.Failed;
            task.Description = Markup.Escape($"Featurizing {Describe(value)}");
        }
    }
}
