using System.Text.Json;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

/// <summary>What lies in real folders, through the real decoder: the bad files are listed with their reasons, the rest go on.</summary>
public sealed class HostileFolderTests
{
    [Fact]
    public async Task Bad_files_are_listed_and_the_rest_become_vectors()
    {
        using var folder = new TemporaryFolder();
        var images = folder["images"];
        SeedImages.CopyTo(images, 2, "sound", "dry");
        var whole = await File.ReadAllBytesAsync(Path.Combine(images, SeedImages.Labels.First(l => l.Label == "sound").File));
        await File.WriteAllTextAsync(Path.Combine(images, "letter.jpg"), "Dear sawmill, find the picture enclosed.");
        await File.WriteAllBytesAsync(Path.Combine(images, "empty.jpg"), []);
        await File.WriteAllBytesAsync(Path.Combine(images, "cut.jpg"), whole[..(whole.Length / 2)]);
        await File.WriteAllBytesAsync(Path.Combine(images, "it's \"a knot\" 🪵.png"), OnePixel);
        await File.WriteAllTextAsync(Path.Combine(images, "notes.txt"), "no image, and it does not say so either");

        await Activelabel.SucceedAsync("project", "create", "<script>", "--classes", "sound,<b>dry</b>", "--data", folder["data"]);
        var import = (await Activelabel.SucceedAsync("import", "<script>", images, "--data", folder["data"], "--json")).Json;
        var featurize = (await Activelabel.SucceedAsync("featurize", "<script>", "--data", folder["data"], "--json")).Json;

        import.GetProperty("added").GetInt32().ShouldBe(5, "four knots and the picture of one pixel");
        var refused = import.GetProperty("refused").EnumerateArray().ToDictionary(Name, r => r.GetProperty("reason").GetString()!);
        refused.Keys.Order().ShouldBe(["cut.jpg", "empty.jpg", "letter.jpg"]);
        refused.Values.ShouldAllBe(reason => reason.Length > 8);
        featurize.GetProperty("featurized").GetInt32().ShouldBe(5);
        featurize.GetProperty("failed").GetArrayLength().ShouldBe(0);

        static string Name(JsonElement refused) => refused.GetProperty("file").GetString()!;
    }

    [Fact]
    public async Task A_table_with_faults_names_every_line_and_imports_nothing()
    {
        using var folder = new TemporaryFolder();
        SeedImages.CopyTo(folder["images"], 2, "sound", "dry");
        var known = SeedImages.Labels.First(l => l.Label == "sound").File;
        await File.WriteAllLinesAsync(folder["faults.csv"], ["file,label", $"{known},sound", "nowhere.jpg,dry", $"{SeedImages.Labels.First(l => l.Label == "dry").File},marble"]);
        await Activelabel.SucceedAsync("project", "create", "knots", "--classes", "sound,dry", "--data", folder["data"]);

        var import = await Activelabel.RunAsync("import", "knots", folder["images"], "--labels", $"csv:{folder["faults.csv"]}", "--data", folder["data"]);
        var again = await Activelabel.SucceedAsync("import", "knots", folder["images"], "--data", folder["data"], "--json");

        import.ExitCode.ShouldBe(2);
        import.Errors.ShouldContain("3");
        import.Errors.ShouldContain("nowhere.jpg");
        import.Errors.ShouldContain("4");
        import.Errors.ShouldContain("marble");
        again.Json.GetProperty("added").GetInt32().ShouldBe(4, "nothing was imported before");
    }

    /// <summary>A PNG of one grey pixel.</summary>
    private static byte[] OnePixel => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");
}
