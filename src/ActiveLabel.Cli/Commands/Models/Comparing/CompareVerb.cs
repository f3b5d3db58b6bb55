using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Vision.Comparison;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models.Comparing;

/// <summary>Which layers tell a project's classes apart best: cross-validated, on its labelled images.</summary>
internal static class CompareVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project whose labelled images are used." };
        var layers = new Option<string>("--layers")
        {
            Description = "Layers to compare: a,b,c. Joined ones as a+b, those of another network as NETWORK:a, its own choice as NETWORK.",
            Required = true,
            HelpName = "a,b,c",
        };
        var network = new Option<string?>("--network") { Description = "Whose layers are meant; the project's network unless said." };
        var pooling = new Option<string?>("--pooling") { Description = "mean, max or both; the network's own unless said." };
        pooling.AcceptOnlyFromAmong("mean", "max", "both");
        var folds = new Option<int>("--folds") { Description = "Parts that are judged in turn.", DefaultValueFactory = _ => CrossValidation.DefaultFolds };
        var images = new Option<int>("--images") { Description = "Labelled images to use at most, drawn by the project's seed.", DefaultValueFactory = _ => 2000 };
        var device = DeviceOption.One();
        var json = Json.Option();
        var command = new Command("compare", "Compare layers by how well a project's labelled images are told apart with them.")
        {
            project, layers, network, pooling, folds, images, device, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var (parts, most) = (parsed.GetValue(folds), parsed.GetValue(images));
            if (parts is < 2 or > 20) throw new WrongUseException($"--folds must be between 2 and 20, not {parts}.");
            if (most < 1) throw new WrongUseException($"--images must be 1 or more, not {most}.");
            var provider = services(parsed);
            var named = await provider.GetRequiredService<IProjectStore>().GetAsync(parsed.GetRequiredValue(project), cancel);
            var request = new ComparisonRequest(
                parsed.GetRequiredValue(layers), parsed.GetValue(network) ?? named.Network, PoolingText.Read(parsed.GetValue(pooling)),
                parsed.GetRequiredValue(device));
            var report = await RunAsync(provider, named, request, parts, most, cancel);
            if (parsed.GetValue(json))
                Json.Write(report, ModelsJson.Default.CompareReport);
            else
                report.Print();
        });
        return command;
    }

    private static async Task<CompareReport> RunAsync(
        IServiceProvider services, Project project, ComparisonRequest request, int folds, int most, CancellationToken cancel)
    {
        var (images, classes) = await LabelledAsync(services, project, folds, most, cancel);
        var time = services.GetRequiredService<TimeProvider>();
        var vectors = await FeaturizationBar.ShowAsync(time, progress => services.GetRequiredService<LayerComparison>().ComputeAsync(
            request, images, new Messages(), progress, cancel));
        int[] truth = [.. vectors.Read.Select(place => classes[place])];
        RequireEnough(project, truth, folds);

        var options = new TrainingOptions(
            project.Policy.L1, project.Policy.L2, project.Policy.Seed, project.Policy.Weights, RoundEngine.Tolerance);
        var trainer = services.GetRequiredService<ITrainer>();
        var compared = new List<ComparedLayers>();
        foreach (var (candidate, speed, table) in vectors.Candidates)
        {
            await Console.Error.WriteLineAsync($"Judging {candidate.Name} ...");
            if (CrossValidation.Judge(trainer, table, truth, project.Classes.Count, options, folds, cancel) is { } judged)
                compared.Add(ComparedLayers.Of(candidate, table.VectorLength, speed, judged));
        }

        return new CompareReport(
            project.Name, truth.Length, images.Count - truth.Length, folds, [.. compared.OrderByDescending(layers => layers.BalancedAccuracy)]);
    }

    /// <summary>Of the pool only: to choose layers by the test images would make the figures that these give too good.</summary>
    private static async Task<(IReadOnlyList<ImageHash> Images, int[] Classes)> LabelledAsync(
        IServiceProvider services, Project project, int folds, int most, CancellationToken cancel)
    {
        var ordinals = project.Classes.Index().ToDictionary(at => at.Item.Id, at => at.Index);
        AnsweredImage[] labelled =
        [
            .. (await services.GetRequiredService<IImageStore>().ListAsync(project.Id, cancel))
                .Where(image => image is { Image.Split: Split.Pool, Answer: { IsPoorExample: false } }),
        ];
        int[] classes = [.. labelled.Select(image => ordinals[image.Answer!.ClassId!.Value])];
        RequireEnough(project, classes, folds);
        var drawn = StratifiedSample.Draw(classes, most, project.Policy.Seed);
        return ([.. drawn.Select(place => labelled[place].Image.Hash)], [.. drawn.Select(place => classes[place])]);
    }

    private static void RequireEnough(Project project, IReadOnlyList<int> classes, int folds)
    {
        int[] enough = [.. classes.CountBy(k => k).Where(count => count.Value >= folds).Select(count => count.Key)];
        if (enough.Length < 2)
            throw new WrongUseException(
                $"'{project.Name}' has {classes.Count} labelled images in its pool, but two classes with at least {folds} each are needed to compare "
                + "layers: label more, or import with --labels.");
    }
}
