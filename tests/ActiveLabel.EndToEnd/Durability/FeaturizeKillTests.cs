using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.Durability;

/// <summary>SIGKILL at random moments of featurizing.</summary>
[Collection(nameof(Undisturbed))]
public sealed class FeaturizeKillTests
{
    private const int Images = 280;
    private const int Kills = 6;

    /// <summary>Vectors that may have been written or computed and not yet be counted on; docs/cli.md promises it.</summary>
    private const int MostLost = 128;

    [Fact]
    public async Task Kills_cost_the_vectors_in_flight_and_the_end_is_as_if_nothing_had_happened()
    {
        using var folder = new TemporaryFolder();
        SeedImages.CopyTo(folder["images"], Images / 4, "sound", "dry", "encased", "decayed");
        await PrepareAsync(folder["killed"], folder);
        await PrepareAsync(folder["whole"], folder);
        var random = new Random(7);
        var (before, unused, moved) = (0L, 0L, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAfterAsync(TimeSpan.FromMilliseconds(random.Next(50, 700)), folder["killed"]);

            var verified = (await Activelabel.SucceedAsync("store", "verify", "--data", folder["killed"], "--json")).Json;
            var inUse = verified.GetProperty("files").EnumerateArray().Sum(file => file.GetProperty("inUse").GetInt64());
            inUse.ShouldBeGreaterThanOrEqualTo(before, "what was counted on stays");
            if (inUse > before) moved++;
            var more = StoredVectors.CountRows(folder["killed"]) - inUse - unused;
            more.ShouldBeInRange(0, MostLost);
            (before, unused) = (inUse, unused + more);
        }

        moved.ShouldBePositive("at least one kill came in the middle");
        var resumed = (await Activelabel.SucceedAsync("featurize", "knots", "--data", folder["killed"], "--json")).Json;
        resumed.GetProperty("featurized").GetInt64().ShouldBe(Images - before);
        await Activelabel.SucceedAsync("featurize", "knots", "--data", folder["whole"]);
        var vectors = await StoredVectors.ReadAsync(folder["killed"]);
        vectors.Count.ShouldBe(Images);
        vectors.ShouldBe(await StoredVectors.ReadAsync(folder["whole"]));
    }

    private static async Task KillAfterAsync(TimeSpan delay, string data)
    {
        using var featurizing = Activelabel.Start("featurize", "knots", "--device", "cpu", "--data", data);
        // The first line comes once the network is loaded.
        await featurizing.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        _ = featurizing.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Task.Delay(delay, TestContext.Current.CancellationToken);
        featurizing.Kill(entireProcessTree: true);
        await featurizing.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task PrepareAsync(string data, TemporaryFolder folder)
    {
        await Activelabel.SucceedAsync("project", "create", "knots", "--classes", "sound,dry,encased,decayed", "--data", data);
        await Activelabel.SucceedAsync("import", "knots", folder["images"], "--data", data);
        await Activelabel.SucceedAsync("models", "install", "default", "--data", data);
    }
}
