using ActiveLabel.TestKit.Running;

namespace ActiveLabel.Benchmarks;

/// <summary>What SIGKILL at random moments of featurizing costs, and whether the vectors are those of a run left alone.</summary>
internal static class KilledFeaturizing
{
    /// <summary>Arguments: folder of the idx files [--images N] [--kills N] [--seed N].</summary>
    public static async Task<int> RunAsync(string source, string[] args)
    {
        var asked = new Arguments(args);
        var kills = asked.Number("kills", 30);
        using var folder = new TemporaryFolder();
        FashionPictures.Write(source, folder["pictures"], asked.Number("images", 70_000));
        foreach (var data in (string[])["alone", "killed"])
        {
            await ManyImages.CreateAsync(folder[data]);
            await Activelabel.SucceedAsync("import", ManyImages.Project, folder["pictures"], "--data", folder[data]);
        }
        await using var alone = await StoredVectors.OpenAsync(folder["alone"], ManyImages.Project);
        await using var killed = await StoredVectors.OpenAsync(folder["killed"], ManyImages.Project);
        var random = new Random(asked.Number("seed", 1));
        var reference = await new InterruptedFeaturizing(alone, folder["alone"], ManyImages.Project, random).FinishAsync();
        Console.WriteLine($"{alone.ImageCount} images, {kills} kills; the run left alone: {reference.Ended.Json.GetProperty("seconds")} s");

        var featurizing = new InterruptedFeaturizing(killed, folder["killed"], ManyImages.Project, random);
        var all = new List<Kill>();
        Console.WriteLine($"{"kill",5}{"before",9}{"after",9}{"reported",10}{"of them lost",14}{"to cut off",13}{"work lost",11}{"vanished",10}{"recomputed",12}");
        await foreach (var kill in featurizing.KillAsync(kills))
        {
            all.Add(kill);
            Console.WriteLine(
                $"{all.Count,5}{kill.Before,9}{kill.After,9}{kill.Reported,10}{kill.ReportedLost,14}{kill.NotCounted,13}{kill.WorkLost,11}{kill.Vanished,10}{kill.Recomputed,12}");
        }
        var (ended, recomputed) = await featurizing.FinishAsync();
        var (common, lonely, difference) = await killed.CompareAsync(alone);
        Console.WriteLine($"killed {all.Count} times; the last run featurized {ended.Json.GetProperty("featurized")} and read {recomputed} again that were there");
        var work = all.Select(k => k.WorkLost).Order().ToArray();
        Console.WriteLine($"lost a kill: images reported {all.Max(k => k.ReportedLost)} at most; images worked on: median {work[work.Length / 2]}, at most {work[^1]}, {work.Sum()} in all");
        Console.WriteLine($"vectors of the same images: {common}; of one store only: {lonely}; largest difference: {difference:R}");
        var good = all.Count == kills && lonely == 0 && common == alone.ImageCount && difference <= 1e-5f
            && recomputed == 0 && all.TrueForAll(k => k is { ReportedLost: 0, Vanished: 0, Recomputed: 0 });
        return good ? 0 : 1;
    }
}
