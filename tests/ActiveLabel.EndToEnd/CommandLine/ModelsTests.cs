using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

/// <summary>The networks, from the command line.</summary>
public sealed class ModelsTests
{
    [Fact]
    public async Task The_default_network_is_listed_installed_and_inspected()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];

        var before = (await Activelabel.SucceedAsync(["models", "list", "--json", .. data])).Json;
        var id = before.GetProperty("default").GetString()!;
        before.GetProperty("networks")[0].GetProperty("id").GetString().ShouldBe(id);
        before.GetProperty("networks")[0].GetProperty("installed").GetBoolean().ShouldBeFalse();

        var installed = (await Activelabel.SucceedAsync(["models", "install", "default", "--json", .. data])).Json;
        installed.GetProperty("vectorLength").GetInt32().ShouldBe(736);
        File.Exists(installed.GetProperty("file").GetString()).ShouldBeTrue();

        var seen = (await Activelabel.SucceedAsync(["models", "inspect", "default", "--json", .. data])).Json;
        seen.GetProperty("proposed").GetArrayLength().ShouldBe(3);
        seen.GetProperty("descriptor").GetProperty("preprocessing").GetProperty("resize").GetString().ShouldBe("stretch");
        seen.GetProperty("layers").EnumerateArray()
            .Single(layer => layer.GetProperty("name").GetString() == "block_13_expand_relu")
            .GetProperty("featureWidth").GetInt32().ShouldBe(576);

        var list = await Activelabel.SucceedAsync(["models", "list", .. data]);
        list.Output.ShouldContain($"{id} (default)");
        list.Output.ShouldContain("2.4 MB");
    }

    [Fact]
    public async Task A_brought_network_is_added_with_what_the_person_says()
    {
        using var folder = new TemporaryFolder();
        var file = TinyOnnx.Classifier(size: null).Save(folder["Brought network.onnx"]);

        var added = await Activelabel.SucceedAsync(
            "models", "add", file, "--name", "mine", "--size", "32", "--channels", "bgr", "--scale", "1", "--mean", "104,117,123",
            "--resize", "pad", "--layers", "embedding,conv", "--json", "--data", folder["data"]);

        added.Json.GetProperty("id").GetString().ShouldBe("mine");
        added.Json.GetProperty("vectorLength").GetInt32().ShouldBe(5 + 6);
        var preprocessing = added.Json.GetProperty("preprocessing");
        preprocessing.GetProperty("channels").GetString().ShouldBe("bgr");
        preprocessing.GetProperty("mean").EnumerateArray().Select(value => value.GetSingle()).ShouldBe([104f, 117f, 123f]);
        added.Errors.ShouldContain("Cutting it at embedding, conv");
    }

    [Fact]
    public async Task A_network_in_8_bits_is_made_for_a_projects_images_and_featurizes_them()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];
        SeedImages.CopyTo(folder["images"], perClass: 12, "sound", "dry");
        await Activelabel.SucceedAsync(["project", "create", "knots", "--classes", "sound,dry", .. data]);
        await Activelabel.SucceedAsync(["import", "knots", folder["images"], .. data]);

        var made = (await Activelabel.SucceedAsync(["models", "quantize", "default", "--images", "knots", "--json", .. data])).Json;

        var id = made.GetProperty("id").GetString()!;
        id.ShouldBe("mobilenetv2-taps-int8");
        made.GetProperty("convolutionsInFloats").GetInt32().ShouldBeLessThan(made.GetProperty("convolutions").GetInt32() / 2);
        await Activelabel.SucceedAsync(["project", "create", "faster", "--classes", "sound,dry", "--featurizer", id, .. data]);
        await Activelabel.SucceedAsync(["import", "faster", folder["images"], .. data]);
        (await Activelabel.SucceedAsync(["featurize", "faster", "--json", .. data])).Json.GetProperty("featurized").GetInt32().ShouldBe(24);
    }

    [Fact]
    public async Task A_network_that_a_project_uses_is_removed_only_by_force()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];
        await Activelabel.SucceedAsync(["models", "add", TinyOnnx.Classifier().Save(folder["mine.onnx"]), .. data]);
        await Activelabel.SucceedAsync(["project", "create", "Knots", "--classes", "a,b", "--featurizer", "mine", .. data]);

        var refused = await Activelabel.RunAsync(["models", "remove", "mine", .. data]);
        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain("'Knots' uses the network 'mine'");
        Directory.EnumerateFiles(folder["data/networks"], "mine.*").Count().ShouldBe(2);

        var removed = (await Activelabel.SucceedAsync(["models", "remove", "mine", "--force", "--json", .. data])).Json;
        removed.GetProperty("freedBytes").GetInt64().ShouldBeGreaterThan(0);
        Directory.EnumerateFiles(folder["data/networks"], "*.onnx", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_added_network_is_cut_again_by_its_id_and_pooled_otherwise()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];
        var file = TinyOnnx.Classifier().Save(folder["mine.onnx"]);
        await Activelabel.SucceedAsync(["models", "add", file, .. data]);
        File.Delete(file);

        var other = await Activelabel.SucceedAsync(["models", "add", "mine", "--name", "other", "--layers", "conv,embedding", "--pooling", "both", "--json", .. data]);
        other.Json.GetProperty("vectorLength").GetInt32().ShouldBe(6 + 6 + 5);

        var list = await Activelabel.SucceedAsync(["models", "list", .. data]);
        list.Output.ShouldContain("pooled by mean and maximum");
        var seen = await Activelabel.SucceedAsync(["models", "inspect", "other", .. data]);
        seen.Output.ShouldContain("8 layers, 221 parameters. Features from: conv, embedding, pooled by mean and maximum");
        seen.Output.ShouldContain("probabilities");
    }

    [Fact]
    public async Task Layers_are_compared_on_a_projects_labelled_images()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];
        SeedImages.CopyTo(folder["images"], perClass: 15, "sound", "dry");
        await Activelabel.SucceedAsync(["models", "add", TinyOnnx.Classifier(size: 32).Save(folder["mine.onnx"]), .. data]);
        await Activelabel.SucceedAsync(["project", "create", "knots", "--classes", "sound,dry", "--featurizer", "mine", .. data]);
        string[] compare = ["models", "compare", "knots", "--layers", "conv,embedding,conv+embedding,default:block_9_add", "--json", .. data];

        var tooEarly = await Activelabel.RunAsync(compare);
        tooEarly.ExitCode.ShouldBe(2);
        tooEarly.Errors.ShouldContain("'knots' has 0 labelled images");

        await Activelabel.SucceedAsync(["import", "knots", folder["images"], "--labels", $"csv:{folder["images/labels.csv"]}", .. data]);
        var compared = (await Activelabel.SucceedAsync(compare)).Json;

        compared.GetProperty("images").GetInt32().ShouldBe(30);
        var candidates = compared.GetProperty("candidates").EnumerateArray().ToArray();
        candidates.Select(layers => layers.GetProperty("name").GetString())
            .ShouldBe(["conv", "embedding", "conv+embedding", "default:block_9_add"], ignoreOrder: true);
        candidates.Select(layers => layers.GetProperty("balancedAccuracy").GetDouble()).ShouldBeInOrder(SortDirection.Descending);
        candidates.Single(layers => layers.GetProperty("name").GetString() == "default:block_9_add").GetProperty("vectorLength").GetInt32().ShouldBe(64);
        (await Activelabel.SucceedAsync(compare.Where(word => word != "--json").ToArray())).Output.ShouldContain("BALANCED");
    }

    [Theory]
    [InlineData("no-such.onnx", "models", "add", "no-such.onnx")]
    [InlineData("'nowhere'", "models", "inspect", "nowhere")]
    [InlineData("'nowhere'", "models", "install", "nowhere")]
    [InlineData("'nowhere'", "models", "remove", "nowhere")]
    [InlineData("not installed yet", "models", "remove", "default")]
    [InlineData("not installed yet", "models", "add", "resnet18", "--name", "other")]
    [InlineData("--from does not apply", "models", "install", "default", "--from", "any.onnx")]
    [InlineData("no-such.onnx", "models", "install", "squeezenet1.1", "--from", "no-such.onnx")]
    [InlineData("not installed yet", "models", "inspect", "default")]
    [InlineData("'1,2'", "models", "add", "any.onnx", "--mean", "1,2")]
    [InlineData("'sideways'", "models", "add", "any.onnx", "--resize", "sideways")]
    public async Task Wrong_use_is_told_in_words(string named, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var ended = await Activelabel.RunAsync([.. arguments, "--data", folder["data"]]);
        ended.ExitCode.ShouldBe(2, ended.Errors);
        ended.Errors.ShouldContain(named);
        ended.Output.ShouldBeEmpty();
    }
}
