using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;

namespace ActiveLabel.Tests.Data;

public sealed class ImageStoreTests
{
    [Fact]
    public async Task Counts_tell_the_splits_the_labels_and_the_vectors()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 4);
        await installation.Images.AddAsync(
            project.Id, [Installation.Image(project, 10, Split.Test), Installation.Image(project, 11, Split.Test, "dry"), Installation.Image(project, 12, Split.Pool, "dry")], default);
        var images = await installation.ListAsync(project);
        await installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), project.Id, images[0].Image.Id, await installation.PersonAsync(), LabelKind.PoorExample, null, Installation.Noon, LabelSource.LabelPage), default);
        var index = installation.Get<IVectorIndex>();
        await index.AddAsync("net", [new VectorRow(images[0].Image.Hash, 0), new VectorRow(images[1].Image.Hash, 1)], default);
        await index.AddFailureAsync("net", images[2].Image.Hash, "cut off", default);

        (await installation.Images.CountAsync(project.Id, "net", default)).ShouldBe(new ImageCounts(5, 2, 1, 1, 1, 2, 1));
        (await installation.Images.CountAsync(project.Id, null, default)).ShouldBe(new ImageCounts(5, 2, 1, 1, 1, 0, 0));
        (await installation.Images.ListWithoutVectorAsync(project.Id, "net", default)).ShouldBe([.. images.Skip(3).Select(i => i.Image.Hash)]);
    }

    [Fact]
    public async Task The_newest_images_come_first_and_none_that_was_removed()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 4);
        var ids = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToList();
        await installation.Get<ISplitMoves>().MoveAsync(project.Id, [ids[3]], Split.Removed, await installation.PersonAsync(), Installation.Noon, default);

        var (count, newest) = await installation.Images.ListNewestAsync(project.Id, most: 2, default);

        count.ShouldBe(3);
        newest.Select(i => i.Image.Id).ShouldBe([ids[2], ids[1]]);
    }

    [Fact]
    public async Task Images_without_a_vector_are_listed_in_the_order_in_which_they_came()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 50);
        var hashes = (await installation.ListAsync(project)).Select(i => i.Image.Hash).ToList();

        hashes.ShouldNotBe([.. hashes.OrderBy(h => h.Hex, StringComparer.Ordinal)], "by hash it would be another order");
        (await installation.Images.ListWithoutVectorAsync(project.Id, "net", default)).ShouldBe(hashes);
    }

    [Fact]
    public async Task Ids_of_a_split_and_answered_images_are_listed_in_the_order_of_ids()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        await installation.Images.AddAsync(
            project.Id, [.. Enumerable.Range(0, 30).Select(n => Installation.Image(project, n, n % 4 == 0 ? Split.Test : Split.Pool, n % 3 == 0 ? "dry" : null))], default);
        await installation.ProjectAsync(images: 2, name: "other");
        var images = await installation.ListAsync(project);

        foreach (var (split, count) in new[] { (Split.Test, 8), (Split.Pool, 22) })
        {
            var ids = await installation.Images.ListIdsAsync(project.Id, split, default);
            ids.Count.ShouldBe(count);
            ids.ShouldBe(images.Where(i => i.Image.Split == split).Select(i => i.Image.Id));
        }

        var answered = await installation.Images.ListAnsweredAsync(project.Id, default);
        answered.Count.ShouldBe(10);
        answered.Select(i => (i.Image.Id, i.Image.Hash, i.Answer)).ShouldBe(images.Where(i => i.Answer is not null).Select(i => (i.Image.Id, i.Image.Hash, i.Answer)));
    }

    [Fact]
    public async Task Test_images_and_labelled_ones_are_never_asked_about()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        await installation.Images.AddAsync(
            project.Id, [Installation.Image(project, 1, Split.Test), Installation.Image(project, 2, Split.Pool, "dry"), Installation.Image(project, 3)], default);

        var leases = await installation.Queue.LeaseAsync(
            new OpenPage(project.Id, await installation.PersonAsync(), "tab"), 3, new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(5)), default);

        (await installation.Images.FindAsync(project.Id, leases.ShouldHaveSingleItem().ImageId, default))!.Image.FileName.ShouldBe("knot 3.jpg");
    }

    [Fact]
    public async Task An_image_of_another_project_is_not_found()
    {
        await using var installation = await Installation.CreateAsync();
        var mine = await installation.ProjectAsync(images: 1);
        var other = await installation.ProjectAsync(name: "other");

        (await installation.Images.FindAsync(other.Id, (await installation.ListAsync(mine))[0].Image.Id, default)).ShouldBeNull();
        await Should.ThrowAsync<WrongUseException>(() => installation.Images.AddAsync(other.Id, [Installation.Image(mine, 5)], default));
    }
}
