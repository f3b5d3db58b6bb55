using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.Tests.Vision;

namespace ActiveLabel.Tests.Rounds;

public sealed class KeptGraphTests
{
    private static readonly VectorTable Vectors = Random(count: 600, length: 6);

    [Fact]
    public void While_nothing_changes_the_graph_is_the_same()
    {
        var (before, then) = After(Snapshot(200), Snapshot(200));

        then.ShouldBeSameAs(before);
    }

    [Fact]
    public void Images_that_are_added_join_the_graph_that_there_is()
    {
        var (before, then) = After(Snapshot(200), Snapshot(230));

        then.Count.ShouldBe(230);
        then.ImageIds.Take(200).ShouldBe(before.ImageIds);
    }

    [Fact]
    public void A_pool_that_has_grown_by_more_than_half_gets_another_graph()
    {
        var (before, then) = After(Snapshot(200), Snapshot(301));

        then.Count.ShouldBe(301);
        then.ImageIds.Take(200).ShouldNotBe(before.ImageIds);
    }

    [Fact]
    public void An_image_that_is_gone_is_gone_from_the_graph()
    {
        var then = After(Snapshot(200), Snapshot(200, gone: 7)).Then;

        then.Count.ShouldBe(199);
        then.IndexOf(7).ShouldBe(-1);
    }

    [Fact]
    public void Labels_that_a_graph_has_no_room_for_do_not_have_it_made_anew_round_after_round()
    {
        const int Pool = NeighbourGraph.MostImages + 7_000;
        var vectors = Random(Pool, length: 2);
        var kept = KeptGraph.For(before: null, Snapshot(Pool, labelled: 12_000), vectors, default);
        var made = kept.Graph;

        var more = KeptGraph.For(kept, Snapshot(Pool, labelled: 16_500), vectors, default);
        more.ShouldBeSameAs(kept);
        KeptGraph.For(more, Snapshot(Pool, labelled: 16_600), vectors, default).ShouldBeSameAs(kept);

        made.ImageIds.Count(id => id < 12_000).ShouldBe(NeighbourGraph.MostLabelled, "the others are those that are to be picked from");
    }

    private static (NeighbourGraph Before, NeighbourGraph Then) After(ProjectSnapshot first, ProjectSnapshot second)
    {
        var kept = KeptGraph.For(before: null, first, Vectors, default);
        var before = kept.Graph;
        return (before, KeptGraph.For(kept, second, Vectors, default).Graph);
    }

    private static ProjectSnapshot Snapshot(int images, int gone = -1, int labelled = 0)
    {
        var project = Project.Create("p", ["a", "b"], "net", DateTimeOffset.UnixEpoch);
        return new ProjectSnapshot(
            project, new Featurizer("net", "net", "net.onnx", ["layer"], TinyNetwork.Input, Vectors.VectorLength),
            [.. Enumerable.Range(0, images).Where(i => i != gone).Select(i => new VectorisedImage(i, Split.Pool, i < labelled ? Answered : null, i))]);
    }

    private static readonly AnsweredImage Answered = new(
        ProjectImage.Create(1, ImageHash.Of("x"u8), "x.png", Split.Pool, 1, new ImageHeader(8, 8, "image/png"), DateTimeOffset.UnixEpoch),
        new Answer(1, Audit: false, LabelSource.LabelPage));

    private static VectorTable Random(int count, int length)
    {
        var random = new Random(4);
        return new VectorTable(Enumerable.Range(0, count * length).Select(_ => random.NextSingle()).ToArray(), length);
    }
}
