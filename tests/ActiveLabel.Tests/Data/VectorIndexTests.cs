using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Tests.Data;

public sealed class VectorIndexTests
{
    [Fact]
    public async Task The_same_bytes_in_two_projects_have_one_row()
    {
        await using var installation = await Installation.CreateAsync();
        var one = await installation.ProjectAsync(images: 2);
        var two = await installation.ProjectAsync(images: 2, "two");
        var hash = (await installation.ListAsync(one))[1].Image.Hash;
        var index = installation.Get<IVectorIndex>();
        await index.AddFailureAsync("net", hash, "busy", default);

        await index.AddAsync("net", [new VectorRow(hash, 6)], default);
        await index.AddAsync("net", [new VectorRow(hash, 7)], default);

        (await index.RowsAsync(one.Id, "net", default)).ShouldBe(new Dictionary<long, long> { [(await installation.ListAsync(one))[1].Image.Id] = 6 });
        (await index.RowsAsync(two.Id, "net", default)).Values.ShouldBe([6]);
        (await index.RowsAsync(one.Id, "other", default)).ShouldBeEmpty();
        (await index.FailuresAsync(one.Id, "net", default)).ShouldBeEmpty("it has a vector now");
        (await index.CountRowsAsync("net", default)).ShouldBe(7);
        (await index.CountRowsAsync("other", default)).ShouldBe(0);
    }

    [Fact]
    public async Task What_comes_and_goes_between_two_readings_is_seen()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var hashes = (await installation.ListAsync(project)).Select(i => i.Image.Hash).ToList();
        var index = installation.Get<IVectorIndex>();
        await index.AddAsync("net", [new VectorRow(hashes[0], 0)], default);
        (await index.RowsAsync(project.Id, "net", default)).Values.ShouldBe([0]);
        (await index.RowsAsync(project.Id, "net", default)).Values.ShouldBe([0]);

        await index.AddAsync("net", [new VectorRow(hashes[1], 1)], default);
        (await index.RowsAsync(project.Id, "net", default)).Values.ShouldBe([0, 1], ignoreOrder: true);

        await index.ForgetAsync("net", [1], default);
        await index.AddAsync("net", [new VectorRow(hashes[2], 2)], default);
        (await index.RowsAsync(project.Id, "net", default)).Values.ShouldBe([0, 2], ignoreOrder: true);

        await index.ForgetAsync("net", [2], default);
        (await index.RowsAsync(project.Id, "net", default)).Values.ShouldBe([0]);
    }

    [Fact]
    public async Task Failures_keep_their_newest_reason_and_count_as_without_a_row()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var hashes = (await installation.ListAsync(project)).Select(i => i.Image.Hash).ToList();
        var index = installation.Get<IVectorIndex>();
        await index.AddFailureAsync("net", hashes[0], "first", default);
        await index.AddFailureAsync("net", hashes[0], "second", default);
        await index.AddAsync("net", [new VectorRow(hashes[1], 0)], default);

        (await index.FailuresAsync(project.Id, "net", default)).ShouldBe([new ImageFailure("knot 0.jpg", "second")]);
        (await index.WithoutRowAsync("net", [hashes[1], hashes[0]], default)).ShouldBe([hashes[0]]);
    }

    [Fact]
    public async Task Forty_thousand_rows_are_added_at_once()
    {
        await using var installation = await Installation.CreateAsync();
        var rows = Enumerable.Range(0, 40_000).Select(n => new VectorRow(ImageHash.Of(BitConverter.GetBytes(n)), n)).ToList();
        var index = installation.Get<IVectorIndex>();

        await index.AddAsync("net", rows, default);

        (await index.CountRowsAsync("net", default)).ShouldBe(40_000);
        (await index.WithoutRowAsync("net", [.. rows.Select(r => r.Hash)], default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_in_use_are_paged_forgotten_and_dropped_where_no_image_has_them()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var hashes = (await installation.ListAsync(project)).Select(i => i.Image.Hash).ToList();
        var (lost, alsoLost) = (ImageHash.Of("nobody's"u8), ImageHash.Of("nobody's either"u8));
        var index = installation.Get<IVectorIndex>();
        await index.AddAsync("net", [new(hashes[0], 5), new(hashes[1], 2), new(lost, 9), new(hashes[2], 3)], default);
        await index.AddAsync("other", [new(lost, 0), new(hashes[0], 1)], default);
        await index.AddFailureAsync("net", alsoLost, "broken", default);

        (await index.FeaturizersAsync(default)).ShouldBe(["net", "other"]);
        (await index.RowsInUseAsync("net", 0, 2, default)).ShouldBe([2, 3]);
        (await index.RowsInUseAsync("net", 4, 10, default)).ShouldBe([5, 9]);
        (await index.ForgetUnusedAsync("net", default)).ShouldBe(1);
        (await index.RowsInUseAsync("net", 0, 10, default)).ShouldBe([2, 3, 5]);
        (await index.ForgetAsync("net", [2, 4, 5], default)).ShouldBe(2);
        (await index.WithoutRowAsync("net", hashes, default)).ShouldBe([hashes[0], hashes[1]]);
        (await index.RowsInUseAsync("other", 0, 10, default)).ShouldBe([0, 1], "another featurizer's");
    }
}
