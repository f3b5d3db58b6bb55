using System.Diagnostics;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Data;
using ActiveLabel.Learning;
using ActiveLabel.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks.Big;

/// <summary>
/// A data folder as a large team leaves it after weeks of work: images with pictures and vectors, labels of many people
/// who err, rounds with the models that they trained, corrections in review, gold images and practice. It has no accounts,
/// so that the server opens it to its own machine. The same numbers make the same labels.
/// </summary>
internal sealed class BigProject(string data, Arguments asked)
{
    public const string Name = "knots";

    private const int PicturesOfAClass = 60;
    private const int Opinions = 5;

    /// <summary>Labels after which a model retrains: enough that looking at pages starts none.</summary>
    private const int RetrainAfter = 2_000;

    /// <summary>Arguments: --out DIR [--images N] [--length N] [--tests N] [--labels N] [--people N] [--side N, pixels of a picture].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var asked = new Arguments(args);
        if (asked.Text("out") is not { } folder)
        {
            await Console.Error.WriteLineAsync("Say where: big-project --out DIR");
            return 2;
        }

        await new BigProject(folder, asked).MakeAsync();
        return 0;
    }

    public async Task MakeAsync()
    {
        var watch = Stopwatch.StartNew();
        var folder = new DataFolder(data);
        if (File.Exists(folder.Database))
            throw new WrongUseException($"{folder.Root} holds a project already: name a new folder.");

        Directory.CreateDirectory(folder.Root);
        var clock = new PastClock(MadeUpPool.ImportedAt);
        await using var services = Services(folder, clock);
        var pool = new MadeUpPool(folder.Root, asked.Number("images", 100_000), asked.Number("length", 576), labels: 0, asked.Number("tests", 2_000))
        {
            Name = Name,
            ClassNames = "sound,dry,encased,decayed",
            BetweenEvery = 8,
            Failed = asked.Number("images", 100_000) / 1_000,
            Pictures = DrawnPictures.Draw(
                folder, services.GetRequiredService<IImagePreview>(), services.GetRequiredService<IImageInspector>(), PicturesOfAClass, asked.Number("side", 128)),
        };
        await pool.MakeAsync();
        Console.WriteLine($"{watch.Elapsed.TotalSeconds,6:0} s: images, pictures and vectors");

        await services.GetRequiredService<IProjectStore>().ChangeAsync(
            pool.ProjectId, p => p.Follow(p.Policy with { Overlap = Opinions, BatchSize = 200, RetrainAfter = RetrainAfter }), default);
        var weeks = new LabelledWeeks(services, pool, clock, asked.Number("labels", 300_000), asked.Number("people", 50));
        await weeks.MakeAsync(done => Console.WriteLine($"{watch.Elapsed.TotalSeconds,6:0} s: {done}"));
        Console.WriteLine($"Made. Look at it: ./activelabel serve --data {folder.Root}");
    }

    private static ServiceProvider Services(DataFolder folder, TimeProvider clock) => new ServiceCollection()
        .AddLogging().AddSingleton(clock).AddData(folder).AddVision(folder).AddLearning()
        .AddSingleton<RoundFeed>().AddSingleton<SnapshotReader>().AddSingleton<Teacher>().AddSingleton<ModelJudge>().AddSingleton<ConsensusKeeper>().AddSingleton<RoundEngine>()
        .BuildServiceProvider();
}

/// <summary>A clock that stands where the work of weeks ago has come to.</summary>
internal sealed class PastClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
