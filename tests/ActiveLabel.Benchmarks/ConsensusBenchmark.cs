using System.Diagnostics;
using ActiveLabel.Core;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks;

/// <summary>How long it takes to find out how right people are, at the size of a large project.</summary>
internal static class ConsensusBenchmark
{
    /// <param name="args"><c>--images N --people N --each N --classes K --runs N</c>, or <c>--data DIR</c> of a project to settle.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var given = new Arguments(args);
        if (given.Text("data") is { } folder)
        {
            await SettleAsync(folder);
            return 0;
        }

        var (images, people, each, classes, runs) =
            (given.Number("images", 100_000), given.Number("people", 50), given.Number("each", 3), given.Number("classes", 4), given.Number("runs", 5));
        long[] classIds = [.. Enumerable.Range(1, classes)];
        var (opinions, truth) = MakeUp(images, people, each, classes);
        foreach (var method in Enum.GetValues<ConsensusMethod>())
        {
            var times = new List<double>();
            ProjectConsensus? found = null;
            for (var run = 0; run < runs; run++)
            {
                var started = Stopwatch.GetTimestamp();
                found = ProjectConsensus.Of(opinions, method, classIds, []);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var right = found!.Images.Count(i => i.Value.ClassId == truth[(int)i.Key]) / (double)images;
            Figures.Print($"{method}, {opinions.Length:N0} answers about {images:N0} images by {people} people, {classes} classes", times);
            Console.WriteLine($"  {right:P2} right{(found.Converged is { } done ? $", {found.Iterations} steps, {(done ? "come to rest" : "not come to rest")}" : "")}");
        }

        return 0;
    }

    /// <summary>Times what a round does before it reads its labels, with all that is written: the first time nearly every confidence.</summary>
    private static async Task SettleAsync(string folder)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddData(new DataFolder(folder)).AddSingleton<ConsensusKeeper>().BuildServiceProvider();
        await services.MigrateDatabaseAsync(default);
        var (projects, keeper) = (services.GetRequiredService<IProjectStore>(), services.GetRequiredService<ConsensusKeeper>());
        var project = (await projects.ListAsync(default))[0];
        foreach (var method in (ConsensusMethod[])[ConsensusMethod.MajorityVote, ConsensusMethod.DawidSkene, ConsensusMethod.DawidSkene])
        {
            await projects.ChangeAsync(project.Id, p => p.Follow(p.Policy with { Consensus = method }), default);
            var started = Stopwatch.GetTimestamp();
            await keeper.SettleAsync(project.Id, default);
            var kept = await services.GetRequiredService<IOpinionStore>().FindAsync(project.Id, default);
            Console.WriteLine($"{method}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s, {kept!.Shared:N0} images of several people, {kept.Disputed:N0} disputed, {kept.Iterations} steps");
        }
    }

    /// <summary>People who err between never and 40 % of the time, each image answered by different ones.</summary>
    private static (Opinion[] Opinions, long[] Truth) MakeUp(int images, int people, int each, int classes)
    {
        var random = new Random(1);
        long[] truth = [.. Enumerable.Range(0, images).Select(_ => 1L + Math.Min(random.Next(classes), random.Next(classes)))];
        var opinions = new Opinion[images * each];
        for (var i = 0; i < opinions.Length; i++)
        {
            var (image, person) = (i / each, ((i / each * 7) + (i % each * 11)) % people);
            var errs = random.NextDouble() < 0.4 * person / people;
            var said = errs ? 1 + ((truth[image] - 1 + 1 + random.Next(classes - 1)) % classes) : truth[image];
            opinions[i] = new Opinion(image, person, said, LabelSource.LabelPage);
        }

        return (opinions, truth);
    }
}
