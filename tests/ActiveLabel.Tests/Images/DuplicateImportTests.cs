using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Labels;

namespace ActiveLabel.Tests.Images;

public sealed class DuplicateImportTests
{
    [Fact]
    public async Task The_same_bytes_are_added_once_within_an_import_and_across_imports()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("a.jpg", "same");
        bench.AddImage("b.jpg", "same");
        bench.AddImage("c.jpg");

        var first = await bench.ImportAsync();
        var second = await bench.ImportAsync();

        (first.Added, second.Added).ShouldBe((2, 0));
        first.Duplicates.ShouldBe(["b.jpg"]);
        second.Duplicates.ShouldBe(["a.jpg", "b.jpg", "c.jpg"]);
        second.Counts.ShouldBeEmpty();
        (await bench.ImagesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_later_import_labels_what_has_no_label_and_leaves_what_people_answered()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("sound/1.jpg");
        bench.AddImage("sound/2.jpg");
        await bench.ImportAsync();
        var images = await bench.Installation.ListAsync(bench.Project);
        var dry = bench.Project.FindClass("dry")!.Id;
        await bench.Installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), bench.Project.Id, images[0].Image.Id, await bench.Installation.PersonAsync(), LabelKind.Class, dry, images[0].Image.ImportedAt, LabelSource.LabelPage), default);

        var result = await bench.ImportAsync(ImportLabels.Folder);

        (result.Added, result.LabelsAdded).ShouldBe((0, 1));
        (await bench.ImagesAsync()).ShouldBe([("sound/1.jpg", Split.Pool, "dry"), ("sound/2.jpg", Split.Pool, "sound")]);
    }

    [Fact]
    public async Task A_label_may_come_with_the_second_copy_only()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("1.jpg", "same");
        bench.AddImage("dry/1.jpg", "same");

        await bench.ImportAsync(ImportLabels.Folder);

        (await bench.ImagesAsync()).ShouldBe([("1.jpg", Split.Pool, "dry")]);
    }

    [Fact]
    public async Task One_picture_under_two_classes_comes_in_without_a_label_and_is_told()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("dry/1.jpg", "same");
        bench.AddImage("sound/1.jpg", "same");

        var result = await bench.ImportAsync(ImportLabels.Folder);

        result.Contradictions.ShouldBe(["dry/1.jpg", "sound/1.jpg"]);
        (await bench.ImagesAsync()).ShouldBe([("dry/1.jpg", Split.Pool, null)]);
    }
}
