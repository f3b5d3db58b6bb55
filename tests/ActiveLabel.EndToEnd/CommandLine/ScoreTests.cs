using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

/// <summary>Telling the classes of images that belong to no project.</summary>
public sealed class ScoreTests
{
    [Fact]
    public async Task A_trained_project_tells_the_classes_of_a_folder_and_names_what_it_cannot_read()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];
        SeedImages.CopyTo(folder["known"], perClass: 15, "sound", "encased");
        SeedImages.CopyTo(folder["new"], perClass: 20, "sound", "encased");
        File.WriteAllText(folder["new/broken.png"], "no picture");
        File.Delete(folder["new/labels.csv"]);
        await Activelabel.SucceedAsync(["project", "create", "knots", "--classes", "sound,encased", .. data]);
        await Activelabel.SucceedAsync(["import", "knots", folder["known"], "--labels", $"csv:{folder["known/labels.csv"]}", .. data]);

        var early = await Activelabel.RunAsync(["score", "knots", folder["new"], .. data]);
        early.ExitCode.ShouldBe(2);
        early.Errors.ShouldContain("has no model yet");

        await Activelabel.SucceedAsync(["featurize", "knots", .. data]);
        await Activelabel.SucceedAsync(["train", "knots", .. data]);
        var scored = (await Activelabel.SucceedAsync(["score", "knots", folder["new"], "--top", "1", "--min-probability", "0", "--json", .. data])).Json;

        var images = scored.GetProperty("images").EnumerateArray().ToDictionary(image => image.GetProperty("file").GetString()!);
        images.Count.ShouldBe(41);
        images["broken.png"].GetProperty("refusal").GetString()!.ShouldContain("not an image");
        var right = SeedImages.Labels.Where(known => images.ContainsKey(known.File))
            .Count(known => images[known.File].GetProperty("top")[0].GetProperty("class").GetString() == known.Label);
        right.ShouldBeGreaterThan(32);

        var strict = await Activelabel.SucceedAsync(["score", "knots", folder["new"], "--min-probability", "1", .. data]);
        strict.Output.ShouldContain("no class is probable enough");
    }

    [Fact]
    public async Task A_network_tells_the_classes_it_was_trained_on_without_a_project()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];
        SeedImages.CopyTo(folder["images"], perClass: 3, "sound");
        File.Delete(folder["images/labels.csv"]);
        await Activelabel.SucceedAsync(["models", "add", TinyOnnx.Classifier(size: 32).Save(folder["four.onnx"]), "--name", "four", .. data]);
        File.WriteAllLines(folder["names.txt"], ["ash", "beech", "cedar", "deal"]);

        var scored = (await Activelabel.SucceedAsync(
            ["score", folder["images"], "--network", "four", "--names", folder["names.txt"], "--top", "4", "--min-probability", "0", "--json", .. data])).Json;
        foreach (var image in scored.GetProperty("images").EnumerateArray())
        {
            var top = image.GetProperty("top").EnumerateArray().ToArray();
            top.Select(found => found.GetProperty("class").GetString()).ShouldBe(["ash", "beech", "cedar", "deal"], ignoreOrder: true);
            top.Sum(found => found.GetProperty("probability").GetSingle()).ShouldBe(1, 1e-4f);
        }

        var unnamed = await Activelabel.RunAsync(["score", folder["images"], "--network", "four", .. data]);
        (unnamed.ExitCode, unnamed.Errors.Contains("tells 4 classes")).ShouldBe((2, true));
        await Activelabel.SucceedAsync(["models", "install", "default", .. data]);
        var headless = await Activelabel.RunAsync(["score", folder["images"], "--network", "mobilenetv2-taps", .. data]);
        (headless.ExitCode, headless.Errors.Contains("no class layer")).ShouldBe((2, true));
        (await Activelabel.RunAsync(["score", folder["images"], .. data])).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("--top", "0", "--top must be 1 or more")]
    [InlineData("--min-probability", "1.5", "--min-probability must be between 0 and 1")]
    public async Task Figures_out_of_range_are_refused(string option, string value, string told)
    {
        using var folder = new TemporaryFolder();
        var run = await Activelabel.RunAsync("score", "knots", folder.Path, option, value, "--data", folder["data"]);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(told);
    }
}
