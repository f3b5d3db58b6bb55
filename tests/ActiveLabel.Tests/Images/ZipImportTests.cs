using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;

namespace ActiveLabel.Tests.Images;

public sealed class ZipImportTests
{
    [Fact]
    public async Task A_zip_is_imported_like_a_folder()
    {
        await using var bench = await ImportBench.CreateAsync();
        var zip = ImportBench.Zip(
            ("dry/1.jpg", ImportBench.ImageBytes("1")),
            ("sound/", []),
            (@"sound\2.jpg", ImportBench.ImageBytes("2")),
            ("__MACOSX/dry/._1.jpg", [1, 2]),
            ("readme.txt", [1]));

        var result = await bench.ImportAsync(ImportLabels.Folder, source: new ZipSource(zip, "knots.zip"));

        (result.Added, result.LabelsAdded, result.PassedOver).ShouldBe((2, 2, 1));
        result.Refused.ShouldBeEmpty();
        (await bench.ImagesAsync()).ShouldBe([("dry/1.jpg", Split.Pool, "dry"), ("sound/2.jpg", Split.Pool, "sound")]);
    }

    [Theory]
    [InlineData("../../escape.jpg")]
    [InlineData("/etc/escape.jpg")]
    [InlineData(@"..\escape.jpg")]
    [InlineData("C:/escape.jpg")]
    [InlineData("a/../../escape.jpg")]
    public async Task A_name_that_leads_out_is_refused_and_written_nowhere(string name)
    {
        await using var bench = await ImportBench.CreateAsync();
        var zip = ImportBench.Zip((name, ImportBench.ImageBytes("evil")), ("good.jpg", ImportBench.ImageBytes("good")));

        var result = await bench.ImportAsync(source: new ZipSource(zip, "evil.zip"));

        result.Added.ShouldBe(1);
        result.Refused.Single().Reason.ShouldBe("its name leads out of the archive");
        var root = Directory.GetParent(bench.Installation.Folder.Root)!.FullName;
        Directory.EnumerateFiles(root, "escape.jpg").ShouldBeEmpty();
        Directory.EnumerateFiles(bench.Installation.Folder.Root, "*escape*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entry_that_unpacks_beyond_reason_is_refused_and_the_rest_go_on()
    {
        await using var bench = await ImportBench.CreateAsync();
        var zip = ImportBench.Zip(("bomb.jpg", new byte[32 << 20]), ("good.jpg", ImportBench.ImageBytes("good")));
        zip.Length.ShouldBeLessThan(100_000, "the bomb is small while it is packed");

        var result = await bench.ImportAsync(source: new ZipSource(zip, "bomb.zip"));

        result.Refused.ShouldBe([new RefusedFile("bomb.jpg", "it unpacks to more than 200 times its size")]);
        result.Added.ShouldBe(1);
    }

    [Fact]
    public async Task A_damaged_entry_is_refused_and_the_rest_go_on()
    {
        await using var bench = await ImportBench.CreateAsync();
        var random = new byte[5000];
        new Random(1).NextBytes(random);
        var bytes = ImportBench.Zip(("bad.jpg", random), ("good.jpg", ImportBench.ImageBytes("good"))).ToArray();
        // Inside the packed bytes of the first entry.
        bytes.AsSpan(100, 200).Clear();

        var result = await bench.ImportAsync(source: new ZipSource(new MemoryStream(bytes), "damaged.zip"));

        result.Refused.Single().File.ShouldBe("bad.jpg");
        (await bench.ImagesAsync()).ShouldBe([("good.jpg", Split.Pool, null)]);
    }

    [Fact]
    public async Task What_is_no_zip_is_wrong_use()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("photo.jpg");

        Should.Throw<WrongUseException>(() => ImportSource.Open(Path.Combine(bench.Folder, "photo.jpg"))).Message.ShouldContain("photo.jpg");
        Should.Throw<WrongUseException>(() => new ZipSource(new MemoryStream(), "empty.zip")).Message.ShouldContain("empty.zip");
    }
}
