using System.CommandLine;
using System.Text.Json.Serialization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>Turns the images of a project that have no vector yet into vectors.</summary>
internal static class FeaturizeCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project's name." };
        var device = DeviceOption.Several();
        var batch = new Option<int>("--batch") { Description = "Images in one inference; 0 chooses.", DefaultValueFactory = _ => 0 };
        var vectors = new Option<VectorForm?>("--vectors") { Description = "float32 or float16: how vectors are kept where there are none yet." };
        var share = new Option<double>("--gpu-memory-share")
        {
            Description = "How much of a GPU's memory may be taken, above 0 and at most 1.",
            DefaultValueFactory = _ => new FeaturizationOptions().GpuMemoryShare,
        };
        var half = new Option<bool>("--half") { Description = "Compute in half precision on GPUs, by a network of its own; for projects without vectors yet." };
        var json = Json.Option();
        var command = new Command("featurize", "Turn a project's images into feature vectors; goes on where it stopped.") { project, device, batch, share, half, vectors, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var options = new FeaturizationOptions(parsed.GetRequiredValue(device), parsed.GetValue(batch), parsed.GetValue(vectors), parsed.GetValue(share));
            // Before a data folder is made or a network fetched.
            if (options.Problems().FirstOrDefault() is { } problem) throw new WrongUseException(problem);
            var provider = services(parsed);
            var named = await provider.GetRequiredService<IProjectStore>().GetAsync(parsed.GetRequiredValue(project), cancel);
            if (parsed.GetValue(half))
                named = await HalfChoice.TakeAsync(provider, named, options, cancel);
            var report = await RunAsync(provider, named, options, cancel);
            if (parsed.GetValue(json))
                Json.Write(report, FeaturizeJson.Default.FeaturizeReport);
            else
                Print(report);
            if (options.Vectors is { } asked && asked != report.Vectors)
                await Console.Error.WriteLineAsync($"The vectors stay {Name(report.Vectors)}, as they began. To convert them: activelabel store compact --vectors {Name(asked)}");
        });
        return command;
    }

    /// <summary>Gets the project's network ready and featurizes what has no vector yet, telling on the terminal how far it is.</summary>
    public static async Task<FeaturizeReport> RunAsync(
        IServiceProvider services, Project project, FeaturizationOptions options, CancellationToken cancel)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var start = time.GetTimestamp();
        var featurizer = await services.GetRequiredService<IFeaturizerCatalogue>().EnsureAsync(project.Network, new Messages(), cancel);
        var images = services.GetRequiredService<IImageStore>();
        var missing = await images.ListWithoutVectorAsync(project.Id, featurizer.Id, cancel);
        var summary = await FeaturizationBar.ShowAsync(
            time, progress => services.GetRequiredService<IFeaturizing>().RunAsync(featurizer, missing, options, progress, cancel));

        var counts = await images.CountAsync(project.Id, featurizerId: null, cancel);
        var failures = await services.GetRequiredService<IVectorIndex>().FailuresAsync(project.Id, featurizer.Id, cancel);
        return new FeaturizeReport(
            project.Name, featurizer.Id, featurizer.VectorLength, summary.Featurized, counts.Pool + counts.Test - missing.Count,
            [.. failures.Select(f => new FeaturizeFailure(f.FileName, f.Reason))],
            Math.Round(summary.Took.TotalSeconds, 3), Math.Round(time.GetElapsedTime(start).TotalSeconds, 3), summary.Device, summary.DeviceReason, summary.BatchSize, summary.Vectors);
    }

    private static string Name(VectorForm form) => form.ToString().ToLowerInvariant();

    private static void Print(FeaturizeReport report)
    {
        Console.WriteLine($"{report.Featurized} images featurized in {report.Seconds:0.0} s on {report.Device}{(report.DeviceReason is null ? "" : $", since {report.DeviceReason}")}; {report.AlreadyThere} were there already. {report.TotalSeconds:0.0} s in all.");
        foreach (var failure in report.Failed)
        {
            Console.WriteLine($"failed: {failure.File}: {failure.Reason}");
        }
    }
}

/// <summary>What <c>featurize --json</c> prints.</summary>
/// <param name="AlreadyThere">Images that needed no work: featurized or failed before, or with bytes that another image has.</param>
/// <param name="Seconds">Of computing and storing vectors; 0 where there was nothing to compute.</param>
/// <param name="TotalSeconds">With getting the network ready, finding what is missing, and counting.</param>
/// <param name="DeviceReason">Why it was the CPU where nobody asked for it, or null.</param>
/// <param name="Vectors">How the vectors are kept: <c>float32</c> or <c>float16</c>.</param>
/// <param name="Failed">Every image of the project that has no vector, with the reason.</param>
internal sealed record FeaturizeReport(
    string Project, string Featurizer, int VectorLength, int Featurized, int AlreadyThere, IReadOnlyList<FeaturizeFailure> Failed,
    double Seconds, double TotalSeconds, string Device, string? DeviceReason, int BatchSize, VectorForm Vectors);

internal sealed record FeaturizeFailure(string File, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FeaturizeReport))]
internal sealed partial class FeaturizeJson : JsonSerializerContext;
