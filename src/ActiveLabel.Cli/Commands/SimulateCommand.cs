using System.CommandLine;
using System.Reflection;
using ActiveLabel.Cli.Simulations;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Evaluation.Simulation.Stopping;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Learning;

namespace ActiveLabel.Cli.Commands;

/// <summary>Answers, for a labelled set, how many labels each strategy needs, by replaying the labelling.</summary>
internal static class SimulateCommand
{
    private static readonly ProjectPolicy Defaults = new();

    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string?>("PROJECT") { Description = "The project's name, unless --features is given.", Arity = ArgumentArity.ZeroOrOne };
        var features = new Option<string?>("--features") { Description = "A table path,split,label,f0,f1,... with the splits initial, pool and test." };
        var classes = new Option<string?>("--classes") { Description = "With --features: the classes a,b,c in their order; without it the labels of the test rows." };
        var strategy = new Option<string>("--strategy") { Description = $"Strategies to compare, a,b,c: {QueryStrategy.Choice}.", DefaultValueFactory = _ => "default,random" };
        var spread = new Option<string>("--spread-labels") { Description = "Whose models also learn from labels spread to images that look alike: default (those of the strategy of that name), all or none.", DefaultValueFactory = _ => "default" };
        var start = new Option<string>("--start") { Description = "What is labelled first: centroid, random or typical (two images a class), or given (the split initial).", DefaultValueFactory = _ => "centroid" };
        var batch = new Option<int>("--batch") { Description = "Images picked in a round.", DefaultValueFactory = _ => Defaults.BatchSize };
        var rounds = new Option<int>("--rounds") { Description = "Rounds after the start.", DefaultValueFactory = _ => 10 };
        var seeds = new Option<int>("--seeds") { Description = "Repetitions to average over.", DefaultValueFactory = _ => 1 };
        var l1 = new Option<float?>("--l1") { Description = $"L1 penalty; the project's own, or {Defaults.L1}." };
        var l2 = new Option<float?>("--l2") { Description = $"L2 penalty; the project's own, or {Defaults.L2}." };
        var penalties = new Option<string?>("--penalties") { Description = "fixed (--l1 and --l2) or automatic (chosen by cross-validation as labels grow); the project's own, or fixed." };
        var trainer = new Option<string?>("--trainer") { Description = "elastic-net, sdca or lightgbm; the project's own, or elastic-net. Only the first learns from spread labels." };
        var weights = new Option<string?>("--class-weights") { Description = "equal or balanced; the project's own, or equal." };
        var normalisation = new Option<string?>("--normalisation") { Description = "columns or within-class: in which coordinates the L2 penalty holds; the project's own, or columns." };
        var noise = new Option<double>("--noise") { Description = "Share of the answers that are wrong, 0.2 for a fifth; test images stay right." };
        var imbalance = new Option<double>("--imbalance") { Description = "Thin the pool until the most frequent class has so many images for each of the rarest.", DefaultValueFactory = _ => 1 };
        var splits = new Option<int>("--splits") { Description = "Draw so many splits of all images into pool and test, instead of the given one; the seeds take turns." };
        var testShare = new Option<double?>("--test-share") { Description = "With --splits: the share of each class that judges; a third unless said." };
        var reach = new Option<string?>("--reach") { Description = "Balanced accuracies, 0.7,0.8: also tell the labels that each strategy needs for them." };
        var stopping = new Option<bool>("--stopping") { Description = "Also tell where the recommendation to stop would have come, and what it would have wasted or forgone; takes many rounds." };
        var curve = new Option<string[]>("--curve") { Description = "Write the learning curves as a picture, FILE.svg or FILE.png." };
        var page = new Option<string?>("--report") { Description = "Write everything as one page that needs nothing else, FILE.html." };
        var json = Json.Option();
        var verb = new Command("simulate", "Replay the labelling of a labelled set: how many labels does each strategy need?")
        {
            project, features, classes, strategy, start, batch, rounds, seeds, l1, l2, penalties, trainer, weights, normalisation, spread, noise, imbalance, splits, testShare, reach, stopping, curve, page, json,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            // What is wrong with the options is said before anything is read.
            var asked = new Training(parsed.GetValue(l1), parsed.GetValue(l2), parsed.GetValue(weights) is { } named ? StrategyNames.ParseWeights(named) : null,
                parsed.GetValue(penalties) is { } choice ? TrainingNames.ParsePenalties(choice) : null,
                parsed.GetValue(trainer) is { } kind ? TrainingNames.ParseTrainer(kind) : null,
                parsed.GetValue(normalisation) is { } coordinates ? TrainingNames.ParseNormalisation(coordinates) : null);
            var options = new SimulationOptions(
                StrategyNames.Parse(parsed.GetRequiredValue(strategy)), StrategyNames.ParseStart(parsed.GetRequiredValue(start)),
                parsed.GetValue(batch), parsed.GetValue(rounds), parsed.GetValue(seeds),
                asked.L1 ?? Defaults.L1, asked.L2 ?? Defaults.L2, asked.Weights ?? ClassWeights.Equal,
                StrategyNames.ParseSpreading(parsed.GetRequiredValue(spread)), parsed.GetValue(noise))
            {
                Imbalance = parsed.GetValue(imbalance),
                Splits = parsed.GetValue(splits),
                TestShare = parsed.GetValue(testShare) ?? (1 / 3.0),
                Reach = Shares.Parse("--reach", parsed.GetValue(reach)),
                Penalties = asked.Penalties ?? PenaltyChoice.Fixed,
                Trainer = asked.Trainer ?? TrainerKind.ElasticNet,
                Normalisation = asked.Normalisation ?? Normalisation.Columns,
            };
            options.Check();
            if (parsed.GetValue(testShare) is not null && options.Splits == 0)
                throw new WrongUseException("--test-share goes with --splits: the given split has test images of its own.");
            var tracker = parsed.GetValue(stopping) ? new StoppingTracker() : null;
            var files = new SimulationFiles(parsed.GetValue(curve) ?? [], parsed.GetValue(page));
            files.Check();
            var (report, command) = (parsed.GetValue(project), parsed.GetValue(features)) switch
            {
                ({ } name, null) => await OfProjectAsync(services(parsed), name, parsed.GetValue(classes), options, asked, tracker, cancel),
                (null, { } file) => await OfTableAsync(file, parsed.GetValue(classes), options, tracker, cancel),
                _ => throw new WrongUseException("Name either a project or a table with --features FILE, not both."),
            };
            await files.WriteAsync(report, command, ProgramVersion, TimeProvider.System.GetUtcNow(), cancel);
            if (parsed.GetValue(json))
                Json.Write(report, SimulateJson.Default.SimulateReport);
            else
                SimulationTable.Print(report, Console.Out);
            return 0;
        });
        return verb;
    }

    /// <summary>With the first digits of the commit it was built from, where that is known.</summary>
    private static string ProgramVersion
    {
        get
        {
            var version = typeof(SimulateCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            var commit = version.IndexOf('+', StringComparison.Ordinal);
            return $"ActiveLabel {(commit < 0 ? version : version[..Math.Min(version.Length, commit + 11)])}";
        }
    }

    private static async Task<(SimulateReport Report, string Command)> OfTableAsync(string file, string? classes, SimulationOptions options, StoppingTracker? tracker, CancellationToken cancel)
    {
        // A table needs no data folder, so none is made.
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLearning().BuildServiceProvider();
        using var source = SimulationSource.OfTable(file, classes?.Split(',', StringSplitOptions.TrimEntries), cancel);
        IReadOnlyList<string> named = classes is null ? ["--features", file] : ["--features", file, "--classes", classes];
        return (await RunAsync(services, source, options, tracker, cancel), RepeatingCommand.Of(named, options, tracker is not null));
    }

    private static async Task<(SimulateReport Report, string Command)> OfProjectAsync(
        IServiceProvider services, string name, string? classes, SimulationOptions options, Training asked, StoppingTracker? tracker, CancellationToken cancel)
    {
        if (classes is not null)
            throw new WrongUseException("A project has classes of its own: --classes goes with --features.");

        var policy = (await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel)).Policy;
        using var source = await SimulationSource.OfProjectAsync(services, name, cancel);
        var own = options with { L1 = asked.L1 ?? policy.L1, L2 = asked.L2 ?? policy.L2, Weights = asked.Weights ?? policy.Weights, Penalties = asked.Penalties ?? policy.Penalties, Trainer = asked.Trainer ?? policy.Trainer, Normalisation = asked.Normalisation ?? policy.Normalisation };
        return (await RunAsync(services, source, own, tracker, cancel), RepeatingCommand.Of([name], own, tracker is not null));
    }

    private static async Task<SimulateReport> RunAsync(
        IServiceProvider services, SimulationSource source, SimulationOptions options, StoppingTracker? tracker, CancellationToken cancel)
    {
        foreach (var note in source.Notes)
        {
            await Console.Error.WriteLineAsync(note);
        }

        var time = services.GetRequiredService<TimeProvider>();
        var started = time.GetTimestamp();
        var simulator = new Simulator(services.GetRequiredService<ITrainer>()) { Observer = tracker is null ? null : tracker.Observe };
        var report = await Task.Run(() => simulator.Run(source.Set, options, new SimulationLines(time), cancel), cancel);
        return SimulateReport.Of(source, options, report, time.GetElapsedTime(started)) with { Stopping = tracker?.Tracks().Select(SimulateStopping.Of).ToArray() };
    }

    /// <summary>What was said of the training; the rest is the project's own, or the default.</summary>
    private sealed record Training(float? L1, float? L2, ClassWeights? Weights, PenaltyChoice? Penalties, TrainerKind? Trainer, Normalisation? Normalisation);
}
