using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

/// <summary>From a folder to a judged model without a browser.</summary>
public sealed class WholeLoopTests
{
    [Fact]
    public async Task A_folder_with_labels_becomes_a_judged_model()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        SeedImages.CopyTo(folder["knots"], 45, "sound", "dry", "encased");

        await Activelabel.SucceedAsync("project", "create", "Knots", "--classes", "sound,dry,encased", "--data", data);
        var import = await Activelabel.SucceedAsync(
            "import", "knots", folder["knots"], "--labels", $"csv:{folder["knots", "labels.csv"]}", "--test-share", "0.33", "--data", data, "--json");
        import.Json.GetProperty("added").GetInt32().ShouldBe(135);

        var featurize = await Activelabel.SucceedAsync("featurize", "knots", "--data", data, "--json");
        featurize.Json.GetProperty("featurized").GetInt32().ShouldBe(135);
        featurize.Json.GetProperty("vectorLength").GetInt32().ShouldBe(736);
        var again = await Activelabel.SucceedAsync("featurize", "knots", "--data", data, "--json");
        again.Json.GetProperty("featurized").GetInt32().ShouldBe(0);
        again.Json.GetProperty("alreadyThere").GetInt32().ShouldBe(135);

        var train = await Activelabel.SucceedAsync("train", "knots", "--data", data, "--json");
        train.Json.GetProperty("state").GetString().ShouldBe("Ready");
        train.Json.GetProperty("basis").GetString().ShouldBe("TestSplit");

        var evaluate = await Activelabel.SucceedAsync("evaluate", "knots", "--data", data, "--json");
        evaluate.Json.GetProperty("balancedAccuracy").GetDouble().ShouldBe(train.Json.GetProperty("balancedAccuracy").GetDouble(), 1e-9);
        evaluate.Json.GetProperty("balancedAccuracy").GetDouble().ShouldBeGreaterThan(0.45, "a third would be guessing");
        foreach (var figure in new[] { "accuracy", "balancedAccuracy", "macroF1", "logLoss", "brier" })
        {
            var interval = evaluate.Json.GetProperty(figure + "Interval");
            evaluate.Json.GetProperty(figure).GetDouble().ShouldBeInRange(interval.GetProperty("low").GetDouble(), interval.GetProperty("high").GetDouble());
        }

        var curves = (await Activelabel.SucceedAsync("evaluate", "knots", "--curves", "--data", data, "--json")).Json.GetProperty("classes")[0];
        curves.GetProperty("roc")[0].GetProperty("threshold").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        curves.GetProperty("precisionRecall").GetArrayLength().ShouldBe(curves.GetProperty("roc").GetArrayLength());
        (await Activelabel.RunAsync("evaluate", "knots", "--curves", "--data", data)).ExitCode.ShouldBe(2);

        await RebuildAsync(data, train, evaluate);
        await TellChangesAsync(data);
    }

    /// <summary>Another process does the round again, of which nothing is left in memory.</summary>
    private static async Task RebuildAsync(string data, Ended train, Ended evaluate)
    {
        var rebuild = await Activelabel.SucceedAsync("rounds", "rebuild", "knots", "1", "--data", data, "--json");
        rebuild.Json.GetProperty("verdict").GetString().ShouldBe("Identical");
        rebuild.Json.GetProperty("weightsHash").GetString().ShouldBe(train.Json.GetProperty("weightsHash").GetString());
        foreach (var source in new[] { "modelVersion", "trainingSetHash", "weightsHash", "programVersion", "featurizer" })
            evaluate.Json.GetProperty(source).ToString().ShouldBe(train.Json.GetProperty(source).ToString());

        (await Activelabel.SucceedAsync("rounds", "rebuild", "knots", "1", "--from-vectors", "--data", data)).Output.ShouldStartWith("Round 1 rebuilt: model 1 came out identical");
        (await Activelabel.SucceedAsync("rounds", "list", "knots", "--data", data)).Output.ShouldContain(train.Json.GetProperty("weightsHash").GetString()![..12]);
        var none = await Activelabel.RunAsync("rounds", "rebuild", "knots", "2", "--data", data);
        (none.ExitCode, none.Errors.Trim()).ShouldBe((2, "activelabel: 'Knots' has no round 2: its rounds are 1 to 1."));
    }

    private static async Task TellChangesAsync(string data)
    {
        await Activelabel.SucceedAsync("train", "knots", "--penalties", "automatic", "--data", data, "--json");
        var log = (await Activelabel.SucceedAsync("log", "knots", "--data", data)).Output.Trim().Split('\n');
        log[0].ShouldContain("command line made the project 'Knots'");
        log[^1].ShouldContain("command line changed the penalties from Fixed to Automatic");
        (await Activelabel.SucceedAsync("log", "knots", "--format", "csv", "--kind", "settings", "--data", data)).Output.Trim().Split('\n').Length.ShouldBe(2);
        (await Activelabel.RunAsync("log", "knots", "--kind", "weather", "--data", data)).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Training_without_labels_says_so_and_fails()
    {
        using var folder = new TemporaryFolder();
        SeedImages.CopyTo(folder["knots"], 4, "sound", "dry");
        await Activelabel.SucceedAsync("project", "create", "knots", "--classes", "sound,dry", "--data", folder["data"]);
        await Activelabel.SucceedAsync("import", "knots", folder["knots"], "--data", folder["data"]);
        await Activelabel.SucceedAsync("featurize", "knots", "--data", folder["data"]);

        var train = await Activelabel.RunAsync("train", "knots", "--data", folder["data"], "--json");

        train.ExitCode.ShouldBe(1);
        train.Json.GetProperty("state").GetString().ShouldBe("NotEnoughLabels");
        train.Json.GetProperty("reason").GetString()!.ShouldContain("two classes");
    }
}
