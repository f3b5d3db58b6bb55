using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Labels;

namespace ActiveLabel.Tests.Images;

public sealed class FolderImportTests
{
    [Fact]
    public async Task Bad_images_are_listed_with_their_reasons_and_the_rest_go_on()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("good.jpg");
        bench.AddFile("text.jpg", "only text"u8.ToArray());
        bench.AddFile("empty.png", []);
        bench.AddFile("README.md", "not an image"u8.ToArray());
        bench.AddFile("labels.csv", "file,label"u8.ToArray());
        bench.AddFile(".DS_Store", [1]);

        var result = await bench.ImportAsync();

        result.Added.ShouldBe(1);
        result.Refused.ShouldBe([new RefusedFile("empty.png", "the file is empty"), new RefusedFile("text.jpg", "it does not begin like an image")]);
        result.PassedOver.ShouldBe(2);
        result.Counts.ShouldBe([new ImportCount(Split.Pool, null, 1)]);
        (await bench.ImagesAsync()).ShouldBe([("good.jpg", Split.Pool, null)]);
    }

    [Fact]
    public async Task Names_with_spaces_quotes_emoji_and_line_breaks_are_kept_as_they_are()
    {
        await using var bench = await ImportBench.CreateAsync();
        string[] names = ["a b.jpg", "it's \"one\".jpg", "knot\nhole.jpg", "🪵/äst 🌲.jpg", "<script>alert(1)<.jpg", "%2e%2e.jpg"];
        foreach (var name in names)
        {
            bench.AddImage(name);
        }

        await bench.ImportAsync();

        (await bench.ImagesAsync()).Select(i => i.File).ShouldBe(names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bytes_are_kept_by_their_hash_and_read_back_whole()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("one.jpg");

        await bench.ImportAsync();

        var image = (await bench.Installation.ListAsync(bench.Project)).Single().Image;
        image.ByteCount.ShouldBe(ImportBench.ImageBytes("one.jpg").Length);
        (image.Width, image.Height, image.ContentType).ShouldBe((4, 3, "image/png"));
        (await bench.Installation.Get<IBlobStore>().ReadAsync(image.Hash, default)).ShouldBe(ImportBench.ImageBytes("one.jpg"));
    }

    [Fact]
    public async Task The_folder_names_the_class_without_regard_to_case_and_images_at_the_top_have_none()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("Sound/1.jpg");
        bench.AddImage("train/dry/2.jpg");
        bench.AddImage("top.jpg");

        var result = await bench.ImportAsync(ImportLabels.Folder);

        result.LabelsAdded.ShouldBe(2);
        (await bench.ImagesAsync()).ShouldBe([("Sound/1.jpg", Split.Pool, "sound"), ("top.jpg", Split.Pool, null), ("train/dry/2.jpg", Split.Pool, "dry")]);
        (await bench.Installation.ListAsync(bench.Project)).ShouldAllBe(i => i.Answer == null || i.Answer.Source == LabelSource.Import);
    }

    [Theory]
    [InlineData("cat.12.jpg", ".", "cat")]
    [InlineData("lisa_pic_0094.jpg", "_", "lisa")]
    [InlineData("dead_knot_00001.jpg", "_", "dead_knot")]
    [InlineData("dead_00001.jpg", "_", "dead")]
    [InlineData("sub.folder/Cat--1.jpg", "--", "cat")]
    public async Task The_longest_beginning_of_the_file_name_that_is_a_class_is_the_label(string name, string separator, string expected)
    {
        await using var bench = await ImportBench.CreateAsync("cat", "lisa", "dead", "dead_knot");
        bench.AddImage(name);

        await bench.ImportAsync(ImportLabels.Prefix(separator));

        (await bench.ImagesAsync()).ShouldBe([(name, Split.Pool, expected)]);
    }

    [Fact]
    public async Task Classes_that_the_project_lacks_are_named_with_a_file_and_nothing_is_imported()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("sound/1.jpg");
        bench.AddImage("crack/1.jpg");
        bench.AddImage("crack/2.jpg");
        bench.AddImage("resin/7.jpg");

        var error = await Should.ThrowAsync<WrongUseException>(() => bench.ImportAsync(ImportLabels.Folder));

        error.Message.ShouldContain("'crack' is no class of the project (crack/1.jpg and 1 other file)");
        error.Message.ShouldContain("'resin' is no class of the project (resin/7.jpg)");
        error.Message.ShouldContain("sound, dry, encased");
        (await bench.ImagesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_name_without_the_separator_is_named()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("sound_1.jpg");
        bench.AddImage("whatever.jpg");

        var error = await Should.ThrowAsync<WrongUseException>(() => bench.ImportAsync(ImportLabels.Prefix("_")));

        error.Message.ShouldContain("no '_' in the name whatever.jpg");
    }

    [Fact]
    public async Task A_folder_without_images_is_wrong_use()
    {
        await using var bench = await ImportBench.CreateAsync();
        (await Should.ThrowAsync<WrongUseException>(() => bench.ImportAsync())).Message.ShouldContain("it is empty");

        bench.AddFile("notes.txt", [1]);
        (await Should.ThrowAsync<WrongUseException>(() => bench.ImportAsync())).Message.ShouldContain("none of its 1 files");

        Should.Throw<WrongUseException>(() => ImportSource.Open(Path.Combine(bench.Folder, "nowhere"))).Message.ShouldContain("nowhere");
    }

    [Fact]
    public async Task A_folder_that_links_to_itself_is_read_once()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("a/1.jpg");
        Directory.CreateSymbolicLink(Path.Combine(bench.Folder, "a", "again"), bench.Folder);

        (await bench.ImportAsync()).Added.ShouldBe(1);
    }

    [Fact]
    public async Task Uploaded_files_are_taken_under_their_names()
    {
        await using var bench = await ImportBench.CreateAsync();
        var source = new UploadSource(
        [
            (@"dry\1.jpg", () => new MemoryStream(ImportBench.ImageBytes("1"))),
            ("../../etc/2.jpg", () => new MemoryStream(ImportBench.ImageBytes("2"))),
        ]);

        var result = await bench.ImportAsync(source: source);

        result.Refused.ShouldBe([new RefusedFile("../../etc/2.jpg", "its name leads out of the upload")]);
        (await bench.ImagesAsync()).ShouldBe([("dry/1.jpg", Split.Pool, null)]);
    }

    [Fact]
    public async Task Progress_ends_with_everything_done_and_a_stopped_import_changes_nothing()
    {
        await using var bench = await ImportBench.CreateAsync();
        for (var i = 0; i < 40; i++)
        {
            bench.AddImage($"{i}.jpg");
        }

        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => bench.ImportAsync(progress: new Reports(_ => stop.Cancel()), cancel: stop.Token));
        (await bench.ImagesAsync()).ShouldBeEmpty();

        var reports = new Reports(_ => { });
        await bench.ImportAsync(progress: reports);
        reports.All[^1].Done.ShouldBe(40);
        reports.All[^1].Total.ShouldBe(40);
        reports.All.Select(r => r.Done).ShouldBeInOrder();
    }

    private sealed class Reports(Action<ImportProgress> then) : IProgress<ImportProgress>
    {
        public List<ImportProgress> All { get; } = [];

        public void Report(ImportProgress value)
        {
            All.Add(value);
            then(value);
        }
    }
}
