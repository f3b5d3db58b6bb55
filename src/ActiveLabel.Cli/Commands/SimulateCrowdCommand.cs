using System.CommandLine;
using System.Globalization;
using ActiveLabel.Cli.Simulations;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation.Crowd;
using ActiveLabel.Core.Evaluation.Simulation.Curves;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning;

namespace ActiveLabel.Cli.Commands;

/// <summary>Answers, for a labelled set and people who err, how the same number of answers is bought best.</summary>
internal static class SimulateCrowdCommand
{
    private const string Pays = "pays";

    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string?>("PROJECT") { Description = "The project's name, unless --features is given; its labels are taken for the truth.", Arity = ArgumentArity.ZeroOrOne };
        var features = new Option<string?>("--features") { Description = "A table path,split,label,f0,f1,... with the splits pool and test." };
        var overlap = new Option<string>("--overlap") { Description = "What to compare, a,b,c: how many people answer about each image, or 'pays' for second opinions where they pay.", DefaultValueFactory = _ => "1,2,3,pays" };
        var consensus = new Option<string>("--consensus") { Description = "What several answers come to, a,b: newest, majority or dawid-skene.", DefaultValueFactory = _ => "majority" };
        var weigh = new Option<string>("--weight") { Description = "Whether doubtful answers teach less: no, yes or both.", DefaultValueFactory = _ => "no" };
        var annotators = new Option<int>("--annotators") { Description = "People who answer in turn.", DefaultValueFactory = _ => 5 };
        var noise = new Option<double>("--noise") { Description = "Share of their answers that are wrong, 0.2 for a fifth; test images stay right.", DefaultValueFactory = _ => 0.2 };
        var spread = new Option<double>("--noise-spread") { Description = "How unlike they are: 0 all err alike, 1 from never to twice the noise." };
        var start = new Option<int>("--start-labels") { Description = "Answers bought before the first model.", DefaultValueFactory = _ => 24 };
        var batch = new Option<int>("--batch") { Description = "Answers bought in a round.", DefaultValueFactory = _ => 24 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds after the start.", DefaultValueFactory = _ => 10 };
        var seeds = new Option<int>("--seeds") { Description = "Repetitions to average over.", DefaultValueFactory = _ => 5 };
        var most = new Option<double?>("--most-second") { Description = "Share of a round's places that may go to second opinions; as rounds do it unless said." };
        var json = Json.Option();
        var verb = new Command("simulate-crowd", "Replay the labelling by several people who err: is a second opinion worth more than a new image?")
        {
            project, features, overlap, consensus, weigh, annotators, noise, spread, start, batch, rounds, seeds, most, json,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var options = new CrowdOptions(
                Plans(parsed.GetRequiredValue(overlap), parsed.GetRequiredValue(consensus), parsed.GetRequiredValue(weigh)),
                parsed.GetValue(annotators), parsed.GetValue(noise), parsed.GetValue(spread), parsed.GetValue(start), parsed.GetValue(batch),
                parsed.GetValue(rounds), parsed.GetValue(seeds));
            if (parsed.GetValue(most) is { } share)
                options = options with { MostSecond = share is >= 0 and <= 1 ? share : throw new WrongUseException("The share of second opinions lies between 0 and 1.") };
            options.Check();

            // A table needs no data folder, so none is made.
            var (provider, read) = (parsed.GetValue(project), parsed.GetValue(features)) switch
            {
                ({ } name, null) when services(parsed) is var own => (own, await SimulationSource.OfProjectAsync(own, name, cancel)),
                (null, { } file) => (new ServiceCollection().AddSingleton(TimeProvider.System).AddLearning().BuildServiceProvider(), SimulationSource.OfTable(file, classes: null, cancel)),
                _ => throw new WrongUseException("Name either a project or a table with --features FILE, not both."),
            };
            using var source = read;
            foreach (var note in source.Notes) await Console.Error.WriteLineAsync(note);

            var simulator = new CrowdSimulator(provider.GetRequiredService<ITrainer>());
            var lines = new SimulationLines(provider.GetRequiredService<TimeProvider>());
            var curves = await Task.Run(() => simulator.Run(source.Set, options, lines, cancel), cancel);
            if (parsed.GetValue(json))
                Json.Write([.. curves.Select(CrowdCurveReport.Of)], CrowdJson.Default.CrowdCurveReportArray);
            else
                Print(source, options, curves, Console.Out);
            return 0;
        });
        return verb;
    }

    private static List<CrowdPlan> Plans(string overlaps, string methods, string weigh)
    {
        bool[] weights = weigh.ToLowerInvariant() switch
        {
            "no" => [false],
            "yes" => [true],
            "both" => [false, true],
            _ => throw new WrongUseException($"--weight is no, yes or both, not '{weigh}'."),
        };
        var plans =
            from overlap in overlaps.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            from method in methods.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            from weighted in weights
            select new CrowdPlan(overlap == Pays ? 1 : Number(overlap), overlap == Pays, Method(method), weighted);
        return [.. plans.Distinct()];
    }

    private static int Number(string overlap) => int.TryParse(overlap, NumberStyles.None, CultureInfo.InvariantCulture, out var people)
        ? people
        : throw new WrongUseException($"--overlap takes numbers of people and '{Pays}', separated by commas, not '{overlap}'.");

    private static ConsensusMethod Method(string name) => name.ToLowerInvariant() switch
    {
        "newest" => ConsensusMethod.NewestAnswer,
        "majority" => ConsensusMethod.MajorityVote,
        "dawid-skene" => ConsensusMethod.DawidSkene,
        _ => throw new WrongUseException($"There is no consensus '{name}': choose newest, majority or dawid-skene."),
    };

    private static void Print(SimulationSource source, CrowdOptions options, IReadOnlyList<CrowdCurve> curves, TextWriter to)
    {
        to.WriteLine($"{source.Name}: {source.Set.ClassNames.Count} classes, {source.Set.Pool.Count} images to ask about, {source.Set.Test.Count} to judge by.");
        to.WriteLine($"{options.People} people, {options.Noise:0.#%} of the answers wrong{(options.Spread > 0 ? $" (spread {options.Spread:0.##})" : "")}, {options.Seeds} seeds; balanced accuracy at an equal number of answers bought.");
        to.WriteLine();
        to.WriteLine($"{"",-34}{string.Concat(curves[0].Rounds.Select(r => $"{r.Answers,7}"))}   mean      against the first   images  labels right");
        foreach (var curve in curves)
        {
            var last = curve.Rounds[^1];
            to.WriteLine($"{curve.Plan,-34}{string.Concat(curve.Rounds.Select(r => $"{r.BalancedAccuracy.Mean,7:0.000}"))}  {curve.Mean.Mean:0.000}   {Difference(curve.Difference),20}{last.Images.Mean,9:0}{last.LabelAccuracy.Mean,14:0.000}");
        }
    }

    private static string Difference(Estimate? difference) => difference switch
    {
        null => "",
        { StandardError: { } error } d => $"{d.Mean:+0.0000;-0.0000;0.0000} +- {error:0.0000}",
        { } d => $"{d.Mean:+0.0000;-0.0000;0.0000}",
    };
}
