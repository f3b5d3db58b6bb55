using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Tests.Data;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Rounds;

public sealed class ProjectSnapshotTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_vector_that_is_not_finite_is_refused_by_the_name_of_its_image(float value)
    {
        var project = Project.Create("Knots", ["sound", "dry"], "net", DateTimeOffset.UnixEpoch);
        VectorisedImage[] images = [.. Enumerable.Range(0, 3).Select(n => new VectorisedImage(
            n, Split.Pool,
            new AnsweredImage(
                ProjectImage.Create(1, ImageHash.Of([(byte)n]), $"knot{n}.png", Split.Pool, 1, new ImageHeader(8, 8, "image/png"), DateTimeOffset.UnixEpoch),
                new Answer(ClassId: 1, Audit: false, LabelSource.Import)),
            Row: 2 - n))];
        var vectors = new KnownVectors(3);
        var snapshot = new ProjectSnapshot(project, vectors.Featurizer, images);

        // The image in row 1 of the table is the second.
        Should.Throw<WrongUseException>(() => snapshot.Gather(images, new VectorTable(new[] { 1f, 2, value, 4, 5, 6 }, 2)))
            .Message.ShouldContain("'knot1.png'");
    }

    [Fact]
    public async Task Training_sets_are_the_same_only_if_their_weights_are_too()
    {
        await using var world = await World.CreateAsync(pool: 6);
        await world.LabelAsync(2);
        var even = await world.Snapshots.TakeAsync(world.Project.Id, default);
        var project = await world.Installation.Projects.ChangeAsync(world.Project.Id, p => p.Follow(p.Policy with { WeightByConfidence = true }), default);
        var weighed = await world.Snapshots.TakeAsync(project.Id, default);
        weighed.HashOf(weighed.Labelled).ShouldBe(even.HashOf(even.Labelled), "where every answer is certain, every image counts 1");

        VectorisedImage[] doubtful = [.. weighed.Labelled.Select(i => i with { Answered = i.Answered! with { Answer = i.Answer! with { Confidence = 0.6 } } })];

        weighed.HashOf(doubtful).ShouldNotBe(weighed.HashOf(weighed.Labelled));
        even.HashOf(doubtful).ShouldBe(even.HashOf(even.Labelled), "nobody asked for weights");
        weighed.WeightOf(doubtful[0]).ShouldBe(0.6f);
    }

    [Fact]
    public async Task A_snapshot_holds_what_the_full_list_tells_of_the_images_that_have_vectors()
    {
        await using var world = await World.CreateAsync(pool: 12, labelledTests: 5);
        await world.LabelAsync(4);
        var person = await world.Installation.PersonAsync();
        await world.Installation.Log.AppendAsync(
            new LabelEntry(
                Guid.NewGuid(), world.Project.Id, (await world.Installation.ListAsync(world.Project)).First(i => i.Answer is null).Image.Id, person,
                LabelKind.PoorExample, ClassId: null, Installation.Noon, LabelSource.LabelPage), default);
        await world.Installation.Images.AddAsync(world.Project.Id, [Installation.Image(world.Project, 99, Split.Pool, "dry")], default);
        var listed = (await world.Installation.ListAsync(world.Project)).Where(i => World.Number(i.Image) != 99).ToList();

        var snapshot = await world.Snapshots.TakeAsync(world.Project.Id, default);

        listed.Count(i => i.Answer is null).ShouldBe(7);
        snapshot.Images.Select(i => (i.Id, i.Split, i.Answer)).ShouldBe(listed.Select(i => (i.Image.Id, i.Image.Split, i.Answer)));
        snapshot.Images.Select(i => i.Answered?.Image.Hash).ShouldBe(listed.Select(i => i.Answer is null ? (ImageHash?)null : i.Image.Hash));
        snapshot.Images.Select(i => i.Row).ShouldBe(listed.Select(i => (long)World.Number(i.Image)));
        (snapshot.Labelled.Count, snapshot.Unlabelled.Count, snapshot.Test.Count).ShouldBe((4, 7, 5));
    }
}
