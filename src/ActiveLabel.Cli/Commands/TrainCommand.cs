using System.CommandLine;
using System.Text.Json.Serialization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Cli.Commands;

/// <summary>Runs one round: train on all labels, judge, score, fill the queue.</summary>
internal static class TrainCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project's name." };
        var penalties = new Option<string?>("--penalties") { Description = "From now on the project's penalties are fixed (the policy's L1 and L2) or automatic (chosen by cross-validation as labels grow)." };
        var trainer = new Option<string?>("--trainer") { Description = "From now on the project's models are trained by elastic-net, sdca or lightgbm." };
        var compare = new Option<bool>("--compare") { Description = "Run no round: train every trainer on the labels and judge them side by side. Nothing is kept." };
        var json = Json.Option();
        var command = new Command("train", "Run one round: train on the labels, judge the model, reorder the queue.") { project, penalties, trainer, compare, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var choice = new Choice(
                parsed.GetValue(penalties) is { } named ? TrainingNames.ParsePenalties(named) : null,
                parsed.GetValue(trainer) is { } kind ? TrainingNames.ParseTrainer(kind) : null);
            if (parsed.GetValue(compare))
                return await CompareAsync(services(parsed), parsed.GetRequiredValue(project), choice, parsed.GetValue(json), cancel);

            var report = await RunAsync(services(parsed), parsed.GetRequiredValue(project), choice, cancel);
            if (parsed.GetValue(json))
                Json.Write(report, TrainJson.Default.TrainReport);
            else
                Print(report);

            return report.State == RoundState.Ready ? 0 : 1;
        });
        return command;
    }

    private static async Task<int> CompareAsync(IServiceProvider services, string name, Choice choice, bool json, CancellationToken cancel)
    {
        if (choice != new Choice(null, null))
            throw new WrongUseException("--compare tries every trainer and changes nothing: leave --trainer and --penalties out.");

        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        var compared = await services.GetRequiredService<TrainerComparison>().RunAsync(project.Id, new Lines(), cancel);
        var report = CompareTrainersReport.Of(project.Name, compared);
        if (json)
            Json.Write(report, CompareTrainersJson.Default.CompareTrainersReport);
        else
            report.Print(Console.Out);

        return 0;
    }

    private sealed class Lines : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => Console.Error.WriteLine($"Comparing trainers: {value.Done + 1} of {value.Total}");
    }

    private static async Task<TrainReport> RunAsync(IServiceProvider services, string name, Choice choice, CancellationToken cancel)
    {
        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        if (choice.Apply(project.Policy) != project.Policy)
            project = await services.GetRequiredService<IProjectStore>().ChangeAsync(project.Id, p => p.Follow(choice.Apply(p.Policy)), cancel);

        var engine = services.GetRequiredService<RoundEngine>();
        services.GetRequiredService<RoundFeed>().Changed += round => Console.Error.WriteLine($"Round {round.Number}: {round.State}");
        var round = await engine.RunAsync(project.Id, cancel) ?? await ResumeAsync(services, project, engine, cancel);
        var version = round.ModelVersionId is { } id ? await services.GetRequiredService<IModelStore>().FindAsync(id, cancel) : null;
        return new TrainReport(
            project.Name, round.Number, round.State, round.Reason, round.LabelCount, version?.Number,
            version?.Evaluation?.Basis.ToString(), version?.Evaluation?.Count, version?.Evaluation?.Accuracy, version?.Evaluation?.BalancedAccuracy,
            Math.Round((round.FinishedAt - round.StartedAt)?.TotalSeconds ?? 0, 3))
        {
            Training = version is null ? null : TrainingReport.Of(version.Options, version.Outcome),
            TrainingSetHash = version?.TrainingSetHash,
            WeightsHash = version is null ? null : Fingerprints.Of(version.Model),
            ProgramVersion = version?.ProgramVersion,
            Featurizer = version?.FeaturizerId,
        };
    }

    /// <summary>What the policy shall say from now on; null for what it says already.</summary>
    private sealed record Choice(PenaltyChoice? Penalties, TrainerKind? Trainer)
    {
        public ProjectPolicy Apply(ProjectPolicy policy) =>
            policy with { Penalties = Penalties ?? policy.Penalties, Trainer = Trainer ?? policy.Trainer };
    }

    /// <summary>A round under way is either the running server's, or was cut off and is taken up again.</summary>
    private static async Task<Round> ResumeAsync(IServiceProvider services, Project project, RoundEngine engine, CancellationToken cancel)
    {
        using var held = ServerLock.TryTake(services.GetRequiredService<DataFolder>())
            ?? throw new WrongUseException($"The server is at a round of '{project.Name}' right now: wait until it is over.");
        var unfinished = await services.GetRequiredService<IRoundStore>().ListUnfinishedAsync(cancel);
        var round = unfinished.FirstOrDefault(r => r.ProjectId == project.Id)
            ?? throw new WrongUseException($"A round of '{project.Name}' has just ended: try again.");
        return await engine.ResumeAsync(round, cancel);
    }

    private static void Print(TrainReport report)
    {
        Console.WriteLine(report.State == RoundState.Ready
            ? $"Round {report.Round}: model {report.ModelVersion} trained on {report.Labels} labels in {report.Seconds:0.0} s."
            : $"Round {report.Round}: {report.Reason}");
        if (report.Accuracy is { } accuracy)
            Console.WriteLine($"On {report.Judged} images that did not train it ({report.Basis}): accuracy {accuracy:0.000}, balanced accuracy {report.BalancedAccuracy:0.000}.");
        if (report.Training is { } training)
            Console.WriteLine(training);
    }
}

/// <summary>What <c>train --json</c> prints.</summary>
/// <param name="State"><c>Ready</c>, <c>NotEnoughLabels</c> or <c>Failed</c>, the last two with a reason.</param>
/// <param name="Basis"><c>TestSplit</c> or <c>AuditCrossFitting</c>: which images judged; null where none could.</param>
internal sealed record TrainReport(
    string Project, int Round, RoundState State, string? Reason, int Labels, int? ModelVersion,
    string? Basis, int? Judged, double? Accuracy, double? BalancedAccuracy, double Seconds)
{
    /// <summary>Null where no model was trained.</summary>
    public TrainingReport? Training { get; init; }

    /// <inheritdoc cref="ModelSource"/>
    public string? TrainingSetHash { get; init; }

    /// <inheritdoc cref="ModelSource"/>
    public string? WeightsHash { get; init; }

    /// <inheritdoc cref="ModelSource"/>
    public string? ProgramVersion { get; init; }

    /// <inheritdoc cref="ModelSource"/>
    public string? Featurizer { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrainReport))]
internal sealed partial class TrainJson : JsonSerializerContext;
