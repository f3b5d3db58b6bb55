using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

public sealed class StoreTests
{
    [Fact]
    public async Task Others_verify_while_one_featurizes_is_killed_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder, perClass: 60);
        var seen = new List<long>();
        foreach (var kill in new[] { true, true, false })
        {
            using var featurizing = Activelabel.Start("featurize", "knots", "--batch", "1", "--data", folder["data"]);
            _ = featurizing.StandardError.ReadToEndAsync();
            var before = seen.Count;
            while (!featurizing.HasExited)
            {
                seen.Add(InUse(await Activelabel.SucceedAsync("store", "verify", "--data", folder["data"], "--json")));
                if (kill && seen.Count >= before + 2) featurizing.Kill(entireProcessTree: true);
            }
        }

        seen.ShouldBe([.. seen.Order()], "what was committed stays");
        var featurized = (await Activelabel.SucceedAsync("featurize", "knots", "--data", folder["data"], "--json")).Json;
        (featurized.GetProperty("featurized").GetInt32() + featurized.GetProperty("alreadyThere").GetInt32()).ShouldBe(240);
        InUse(await Activelabel.SucceedAsync("store", "verify", "--data", folder["data"], "--json")).ShouldBe(240);
    }

    [Fact]
    public async Task Damage_is_named_repaired_and_computed_anew_and_the_form_is_converted()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder, perClass: 5);
        string[] here = ["--data", folder["data"]];
        await Activelabel.SucceedAsync(["featurize", "knots", "--vectors", "float16", .. here]);
        var asked = await Activelabel.SucceedAsync(["featurize", "knots", "--vectors", "float32", .. here]);
        asked.Errors.ShouldContain("The vectors stay float16");
        var file = Directory.GetFiles(Path.Combine(folder["data"], "vectors"), "*.f16").ShouldHaveSingleItem();
        using (var damaged = File.Open(file, FileMode.Open))
        {
            damaged.Position = 1000;
            damaged.Write("damage"u8);
        }

        var verified = await Activelabel.RunAsync(["store", "verify", .. here]);
        verified.ExitCode.ShouldBe(1);
        var line = verified.Output.Split('\n').Where(l => l.StartsWith("damaged: ", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldContain(file);
        line.ShouldContain("activelabel store verify --repair");
        var refused = await Activelabel.RunAsync(["store", "compact", "--vectors", "float32", .. here]);
        (refused.ExitCode, refused.Output).ShouldBe((1, ""));
        refused.Errors.ShouldContain($"{file} is damaged");

        var repaired = (await Activelabel.SucceedAsync(["store", "verify", "--repair", "--json", .. here])).Json;
        var again = (await Activelabel.SucceedAsync(["featurize", "knots", "--json", .. here])).Json;
        again.GetProperty("featurized").GetInt64().ShouldBe(repaired.GetProperty("forgotten").GetInt64());
        again.GetProperty("vectors").GetString().ShouldBe("float16");
        var compacted = (await Activelabel.SucceedAsync(["store", "compact", "--vectors", "float32", "--json", .. here])).Json.GetProperty("files")[0];
        compacted.GetProperty("vectors").GetString().ShouldBe("float32");
        compacted.GetProperty("bytesAfter").GetInt64().ShouldBeGreaterThan(20 * 736 * 4);
        InUse(await Activelabel.SucceedAsync(["store", "verify", "--json", .. here])).ShouldBe(20);
    }

    private static long InUse(Ended verified) =>
        verified.Json.GetProperty("files").EnumerateArray().Sum(f => f.GetProperty("inUse").GetInt64());

    private static async Task PrepareAsync(TemporaryFolder folder, int perClass)
    {
        SeedImages.CopyTo(folder["images"], perClass, "sound", "dry", "encased", "decayed");
        await Activelabel.SucceedAsync("project", "create", "knots", "--classes", "sound,dry", "--data", folder["data"]);
        await Activelabel.SucceedAsync("import", "knots", folder["images"], "--data", folder["data"]);
    }
}
