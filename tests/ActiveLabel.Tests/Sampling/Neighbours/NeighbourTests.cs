using System.Numerics.Tensors;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Sampling.Neighbours;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Sampling.Neighbours;

public sealed class NeighbourTests
{
    [Fact]
    public void Jacobis_rotations_take_a_matrix_apart_and_its_pieces_make_it_again() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int).Sample((n, seed) =>
        {
            var random = new Random(seed);
            var matrix = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = random.NextDouble() - 0.5;
            }

            var (values, vectors) = SymmetricEigen.Of(matrix);

            values.ShouldBe(values.OrderDescending());
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    Enumerable.Range(0, n).Sum(k => vectors[i, k] * values[k] * vectors[j, k]).ShouldBe(matrix[i, j], 1e-9);
            }
        }, iter: 100);

    [Fact]
    public void The_main_directions_are_those_along_which_points_were_spread()
    {
        // 500 points with deviations 5, 2, 1 and next to nothing along four of the axes of a space of 30.
        var random = new Random(3);
        var points = new float[500 * 30];
        float[] deviations = [1, 0, 5, 0.01f, 2];
        for (var i = 0; i < 500; i++)
        {
            for (var j = 0; j < deviations.Length; j++)
                points[(i * 30) + j] = deviations[j] * (float)Enumerable.Range(0, 12).Sum(_ => random.NextDouble() - 0.5);
        }

        var (axes, reach) = PrincipalAxes.Of(points, 30, 3, seed: 1, default);

        Math.Abs(axes[2]).ShouldBe(1, 0.01);
        Math.Abs(axes[30 + 4]).ShouldBe(1, 0.01);
        Math.Abs(axes[60 + 0]).ShouldBe(1, 0.01);
        reach[0].ShouldBe(5 * MathF.Sqrt(500), 0.1f * reach[0]);
        for (var i = 0; i < 3; i++) TensorPrimitives.Norm<float>(axes.AsSpan(i * 30, 30)).ShouldBe(1, 1e-4f);
    }

    [Fact]
    public void The_nearest_are_those_that_comparing_and_sorting_finds() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 12], Gen.Int).Sample((n, count, seed) =>
        {
            var random = new Random(seed);
            var points = Enumerable.Range(0, n * 3).Select(_ => (float)random.Next(-2, 3)).ToArray();
            var found = NearestNeighbours.Of(points, n, 3, count, default);
            for (var i = 0; i < n; i++)
            {
                var wanted = Enumerable.Range(0, n).Where(j => j != i)
                    .OrderByDescending(j => TensorPrimitives.Dot<float>(points.AsSpan(i * 3, 3), points.AsSpan(j * 3, 3))).ThenBy(j => j).Take(count);
                found.Others(i).ToArray().ShouldBe(wanted);
            }
        }, iter: 200);

    [Fact]
    public void A_label_reaches_the_images_that_look_like_its_own()
    {
        var graph = Groups(out var groupOf);
        var first = Array.IndexOf(groupOf, 0);
        var second = Array.IndexOf(groupOf, 1);

        var shares = LabelSpreading.Spread(graph, [first, second], [2, 0], 3, default);

        for (var node = 0; node < graph.Count; node++)
        {
            var row = shares.AsSpan(node * 3, 3);
            TensorPrimitives.Sum<float>(row).ShouldBe(1, 1e-4f);
            TensorPrimitives.IndexOfMax<float>(row).ShouldBe(groupOf[node] == 0 ? 2 : 0);
            row[1].ShouldBe(0);
        }
    }

    [Fact]
    public void Guesses_are_for_unlabelled_images_and_never_outweigh_a_label()
    {
        var graph = Groups(out var groupOf);
        var labelled = graph.ImageIds[Array.IndexOf(groupOf, 0)];
        var other = graph.ImageIds[Array.IndexOf(groupOf, 1)];
        var unlabelled = graph.ImageIds.Where(id => id != labelled && id != other).ToHashSet();
        var asked = new List<long>();

        var guesses = GuessedLabels.Of(graph, [(labelled, 0), (other, 1)], 2, unlabelled.Contains, ids =>
        {
            asked.AddRange(ids);
            return Vectors(60).ToArray();
        }, default);

        asked.ShouldBe(unlabelled, ignoreOrder: true);
        guesses.Weights.ToArray().ShouldAllBe(w => w >= 0 && w <= 1);
        guesses.Weights.ToArray().Sum().ShouldBeInRange(1, GuessedLabels.MostWeight);
        for (var i = 0; i < asked.Count; i++)
            guesses.Shares.Span[(2 * i) + groupOf[graph.IndexOf(asked[i])]].ShouldBeGreaterThan(0.5f);
    }

    [Fact]
    public void The_graph_leaves_out_what_is_no_number_and_stands_for_images_all_alike()
    {
        var values = new float[20 * 4];
        values[5] = float.NaN;
        var rows = new VectorRows(new VectorTable(values, 4), [.. Enumerable.Range(0, 20).Select(i => (long)i)]);

        var graph = NeighbourGraph.Of([.. Enumerable.Range(0, 20).Select(i => (long)i)], rows, new HashSet<long>(), seed: 1, default);

        graph.Count.ShouldBe(19);
        graph.IndexOf(1).ShouldBe(-1);
        LabelSpreading.Spread(graph, [0], [1], 2, default).ShouldAllBe(share => float.IsFinite(share));
        NeighbourGraph.Of([], rows.At([]), new HashSet<long>(), seed: 1, default).Count.ShouldBe(0);
    }

    [Fact]
    public void Points_that_are_added_find_and_are_found_as_if_all_had_come_at_once() =>
        Gen.Select(Gen.Int[5, 40], Gen.Int[0, 20], Gen.Int).Sample((before, added, seed) =>
        {
            var random = new Random(seed);
            var points = Enumerable.Range(0, (before + added) * 3).Select(_ => (float)random.Next(-2, 3)).ToArray();
            var whole = NearestNeighbours.Of(points, before + added, 3, 4, default);

            var grown = NearestNeighbours.Of(points[..(before * 3)], before, 3, 4, default).With(points, before + added, 3, default);

            for (var i = 0; i < before + added; i++)
            {
                grown.Others(i).ToArray().ShouldBe(whole.Others(i).ToArray());
                grown.Similarities(i).ToArray().ShouldBe(whole.Similarities(i).ToArray());
            }
        }, iter: 100);

    [Fact]
    public void A_graph_with_images_added_has_those_before_in_their_places_and_the_new_ones_near_their_like()
    {
        var vectors = Vectors(80);
        var graph = NeighbourGraph.Of([.. Enumerable.Range(0, 60).Select(i => (long)i)], vectors.At([.. Enumerable.Range(0, 60)]), new HashSet<long>(), seed: 1, default);

        var grown = graph.With([.. Enumerable.Range(60, 20).Select(i => (long)i)], vectors.At([.. Enumerable.Range(60, 20)]), default);

        grown.Count.ShouldBe(80);
        grown.ImageIds.Take(60).ShouldBe(graph.ImageIds);
        for (var id = 60; id < 80; id++)
        {
            var others = grown.Links.Others(grown.IndexOf(id)).ToArray();
            others.Count(other => grown.ImageIds[other] % 2 == id % 2).ShouldBeGreaterThan(others.Length / 2);
        }
    }

    [Fact]
    public void Labelled_images_are_in_the_graph_of_a_pool_that_is_larger_than_it()
    {
        var count = NeighbourGraph.MostImages + 500;
        var random = new Random(1);
        var values = Enumerable.Range(0, count * 2).Select(_ => (float)random.NextDouble()).ToArray();
        long[] ids = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        HashSet<long> labelled = [.. ids.Where(id => id % 100 == 0)];

        var graph = NeighbourGraph.Of(ids, new VectorRows(new VectorTable(values, 2), ids), labelled, seed: 1, default);

        graph.Count.ShouldBe(NeighbourGraph.MostImages);
        labelled.ShouldAllBe(id => graph.IndexOf(id) >= 0);
    }

    /// <summary>Sixty images of two kinds.</summary>
    private static NeighbourGraph Groups(out int[] groupOf)
    {
        var graph = NeighbourGraph.Of([.. Enumerable.Range(0, 60).Select(i => (long)i)], Vectors(60), new HashSet<long>(), seed: 1, default);
        groupOf = [.. graph.ImageIds.Select(id => (int)(id % 2))];
        return graph;
    }

    private static VectorRows Vectors(int count)
    {
        var random = new Random(9);
        var values = Enumerable.Range(0, count * 5).Select(i => (float)random.NextDouble() * 0.3f + (i % 5 == i / 5 % 2 ? 1 : 0)).ToArray();
        return new VectorRows(new VectorTable(values, 5), [.. Enumerable.Range(0, count).Select(i => (long)i)]);
    }
}
