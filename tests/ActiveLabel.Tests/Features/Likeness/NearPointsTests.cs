using System.Numerics.Tensors;
using ActiveLabel.Core.Features.Likeness;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Features.Likeness;

public sealed class NearPointsTests
{
    [Fact]
    public void The_nearest_are_those_that_comparing_and_sorting_finds_on_any_number_of_threads() =>
        Gen.Select(Gen.Int[0, 150], Gen.Int[1, 12], Gen.Int[1, 3], Gen.Int).Sample((n, count, threads, seed) =>
        {
            var points = Points(n, seed);

            var near = NearPoints.Of(points, 3, count, done: null, threads, default);

            near.Count.ShouldBe(Math.Max(0, Math.Min(count, n - 1)));
            for (var i = 0; i < n; i++)
            {
                var expected = Enumerable.Range(0, n).Where(j => j != i).OrderByDescending(j => Product(points, i, points, j)).ThenBy(j => j).Take(near.Count);
                near.Others(i).ToArray().ShouldBe(expected);
            }
        }, iter: 100);

    [Fact]
    public void Among_others_a_point_may_find_its_own_like()
    {
        var points = Points(100, 1);
        var panels = new PointPanels(points, 3);

        var near = NearPoints.Among(panels, points.AsSpan(0, 30).ToArray(), 1, -1, default);

        near.Points.ShouldBe(10);
        for (var i = 0; i < near.Points; i++) near.Products(i)[0].ShouldBe(Enumerable.Range(0, 100).Max(j => Product(points, i, points, j)), 1e-6f);
    }

    [Fact]
    public void A_search_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Should.Throw<OperationCanceledException>(() => NearPoints.Of(Points(1000, 1), 3, 5, done: null, -1, stop.Token));
    }

    /// <summary>Whole numbers, so that many are equally near.</summary>
    private static float[] Points(int n, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n * 3).Select(_ => (float)random.Next(-2, 3))];
    }

    private static float Product(float[] points, int i, float[] others, int j) => TensorPrimitives.Dot<float>(points.AsSpan(i * 3, 3), others.AsSpan(j * 3, 3));
}
