using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.Durability;

/// <summary>SIGKILL at random moments of featurizing. The benchmark <c>kill</c> does the same with 70,000 images.</summary>
[Collection(nameof(Undisturbed))]
public sealed class FeaturizeKillTests
{
    private const int Kills = 5;

    /// <summary>The vectors that are being written and those computed meanwhile, as docs/cli.md says.</summary>
    private const int MostVectorsLost = 128;

    /// <summary>Images that were read and not computed yet: those that decoders have in hand and those that wait.</summary>
    private static readonly int MostInHand = 4 * Environment.ProcessorCount;

    [Fact]
    public async Task Killed_featurizing_goes_on_where_it_was_and_ends_with_the_vectors_of_a_run_left_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which images a process reads: WHAT A KILLED RUN LOSES WAS NOT TESTED.");
        using var folder = new TemporaryFolder();
        SeedImages.CopyTo(folder["knots"], 160, "sound", "dry", "encased", "decayed");
        var both = await Task.WhenAll(PrepareAsync(folder, "alone"), PrepareAsync(folder, "killed"));
        await using var alone = both[0];
        await using var killed = both[1];
        var random = new Random(5);
        await new InterruptedFeaturizing(alone, folder["alone"], "knots", random).FinishAsync();

        var featurizing = new InterruptedFeaturizing(killed, folder["killed"], "knots", random, longestDelay: 60);
        var kills = new List<Kill>();
        await foreach (var kill in featurizing.KillAsync(Kills)) kills.Add(kill);

        // On a fast machine, or one whose slow disk makes much be committed at once, the work can be over before the last kill.
        kills.Count.ShouldBeGreaterThanOrEqualTo(2);
        kills.ShouldContain(kill => kill.After > kill.Before && kill.After < killed.ImageCount, "a kill meets the midst of the work");
        kills.ShouldAllBe(kill => kill.Vanished == 0 && kill.ReportedLost == 0);
        kills.ShouldAllBe(kill => kill.Recomputed == 0, "what is there is not read again");
        kills.ShouldAllBe(kill => kill.WorkLost <= MostVectorsLost + MostInHand);

        var (ended, recomputed) = await featurizing.FinishAsync();
        ended.ExitCode.ShouldBe(0, ended.Errors);
        if (kills.Count == Kills) ended.Json.GetProperty("featurized").GetInt32().ShouldBe(killed.ImageCount - kills[^1].After);
        ended.Json.GetProperty("totalSeconds").GetDouble().ShouldBeGreaterThan(ended.Json.GetProperty("seconds").GetDouble());
        recomputed.ShouldBe(0);
        var (common, lonely, difference) = await killed.CompareAsync(alone);
        (common, lonely).ShouldBe((killed.ImageCount, 0));
        difference.ShouldBeLessThanOrEqualTo(1e-5f);
    }

    private static async Task<StoredVectors> PrepareAsync(TemporaryFolder folder, string name)
    {
        var data = folder[name];
        await Activelabel.SucceedAsync("project", "create", "knots", "--classes", "sound,dry", "--data", data);
        await Activelabel.SucceedAsync("import", "knots", folder["knots"], "--data", data);
        return await StoredVectors.OpenAsync(data, "knots");
    }
}
