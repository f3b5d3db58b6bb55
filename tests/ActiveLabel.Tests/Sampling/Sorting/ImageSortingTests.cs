using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling.Sorting;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Sampling.Sorting;

public sealed class ImageSortingTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(200, 3)]
    [InlineData(7, 1 << 19)] // More classes than fit in memory for all images at once.
    public void Every_image_is_in_the_group_of_its_most_probable_class_the_surest_first(int count, int classes)
    {
        var (ids, vectors) = Points(count, seed: 3);
        var version = VersionOf(classes);

        var sorted = ImageSorting.ByModel(version, ids, vectors, default);

        sorted.Ids.ToArray().Order().ShouldBe(ids);
        sorted.GroupCount.ShouldBe(classes);
        var scorer = version.Model.CreateScorer();
        var probabilities = new float[classes];
        for (var group = 0; group < Math.Min(classes, 3); group++)
        {
            var before = 1f;
            for (var place = sorted.StartOf(group); place < sorted.StartOf(group + 1); place++)
            {
                scorer.Score(vectors.Row(Array.IndexOf(ids, sorted.Ids[place]), new float[2]), probabilities);
                Predictions.Best(probabilities).ShouldBe(group);
                sorted.SurenessAt(place).ShouldBe(probabilities[group], 1e-5f);
                sorted.SurenessAt(place).ShouldBeLessThanOrEqualTo(before);
                before = sorted.SurenessAt(place);
            }
        }
    }

    [Fact]
    public void Images_are_as_sure_as_the_versions_temperature_makes_them()
    {
        var (ids, vectors) = Points(20, seed: 4);

        var plain = ImageSorting.ByModel(VersionOf(3), ids, vectors, default);
        var cooled = ImageSorting.ByModel(VersionOf(3, temperature: 3), ids, vectors, default);

        for (var group = 0; group < 3; group++)
        {
            cooled.StartOf(group + 1).ShouldBe(plain.StartOf(group + 1), "the class that is predicted stays");
        }

        Enumerable.Range(0, 20).Sum(cooled.SurenessAt).ShouldBeLessThan(Enumerable.Range(0, 20).Sum(plain.SurenessAt));
    }

    [Fact]
    public void An_image_whose_vector_is_not_finite_is_left_out()
    {
        float[] values = [1, 0, float.NaN, 1, 0, 1, 1, float.PositiveInfinity, 1, 1];
        long[] ids = [5, 6, 7, 8, 9];
        var vectors = new VectorRows(new VectorTable(values, 2), [0, 1, 2, 3, 4]);

        ImageSorting.ByModel(VersionOf(3), ids, vectors, default).Ids.ToArray().ShouldBe([5, 7, 9], ignoreOrder: true);
        ImageSorting.Alike(ids, vectors, classes: 3, seed: 1, default).Ids.ToArray().ShouldBe([5, 7, 9], ignoreOrder: true);
    }

    [Fact]
    public void What_looks_alike_is_in_one_group_and_what_does_not_is_in_another()
    {
        // Two heaps far apart, of 100 and of 60.
        var random = new Random(5);
        var values = Enumerable.Range(0, 160).SelectMany(i => new[] { (i < 100 ? 0.1f : 0.9f) + (float)(random.NextDouble() * 0.05), 1f }).ToArray();
        long[] ids = [.. Enumerable.Range(0, 160).Select(i => 10L + i)];
        var vectors = new VectorRows(new VectorTable(values, 2), [.. Enumerable.Range(0, 160).Select(i => (long)i)]);

        var sorted = ImageSorting.Alike(ids, vectors, classes: 2, seed: 1, default);

        sorted.Ids.ToArray().Order().ShouldBe(ids);
        sorted.GroupCount.ShouldBeGreaterThan(1);
        for (var group = 0; group < sorted.GroupCount; group++)
        {
            var heaps = sorted.Ids[sorted.StartOf(group)..sorted.StartOf(group + 1)].ToArray().Select(id => id < 110).Distinct();
            heaps.ShouldHaveSingleItem();
        }

        ImageSorting.Alike(ids, vectors, classes: 2, seed: 1, default).Ids.ToArray().ShouldBe(sorted.Ids.ToArray(), "the same images and seed make the same groups");
    }

    [Fact]
    public void Images_that_are_all_the_same_make_one_group()
    {
        var values = Enumerable.Repeat(1f, 200).ToArray();
        var vectors = new VectorRows(new VectorTable(values, 2), [.. Enumerable.Range(0, 100).Select(i => (long)i)]);

        var sorted = ImageSorting.Alike([.. Enumerable.Range(1, 100).Select(i => (long)i)], vectors, classes: 3, seed: 1, default);

        (sorted.GroupCount, sorted.Count).ShouldBe((1, 100));
    }

    [Fact]
    public void Without_images_there_is_nothing()
    {
        var none = new VectorRows(new VectorTable(Array.Empty<float>(), 2), []);

        ImageSorting.ByModel(VersionOf(3), [], none, default).Count.ShouldBe(0);
        ImageSorting.Alike([], none, classes: 3, seed: 1, default).Count.ShouldBe(0);
    }

    private static (long[] Ids, VectorRows Vectors) Points(int count, int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, count * 2).Select(_ => (float)(random.NextDouble() * 4) - 2).ToArray();
        return ([.. Enumerable.Range(0, count).Select(i => 100 + (7L * i))], new VectorRows(new VectorTable(values, 2), [.. Enumerable.Range(0, count).Select(i => (long)i)]));
    }

    /// <summary>The first class counts 0, the second the first value, the third the second value, all others nothing worth it.</summary>
    private static ModelVersion VersionOf(int classes, double temperature = 1)
    {
        var (weights, bias) = (new float[classes * 2], new float[classes]);
        Array.Fill(bias, -30, 3, classes - 3);
        (weights[2], weights[5]) = (1, 1);
        var model = new LinearModel(2, classes, [1, 1], weights, bias);
        return ModelVersion.Create(
            1, 1, "net", [.. Enumerable.Range(1, classes).Select(k => (long)k)], model, new TrainingOptions(), 3, "hash", null, DateTimeOffset.UnixEpoch, "test", temperature);
    }
}
