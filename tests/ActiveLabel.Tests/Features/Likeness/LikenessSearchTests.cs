using System.Numerics.Tensors;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Storage;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Features.Likeness;

public sealed class LikenessSearchTests
{
    private const int Length = 37;

    private static readonly Featurizer Featurizer = new(
        "f", "net", "net.onnx", ["layer"], new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1)), Length);

    [Theory]
    [InlineData(null)]
    [InlineData(VectorForm.Float32)]
    [InlineData(VectorForm.Float16)]
    public void The_likest_are_those_that_comparing_all_points_finds(VectorForm? stored)
    {
        using var folder = new TemporaryFolder();
        using var reader = stored is { } form ? Store(Values(700), form, folder) : new VectorTable(Values(700), Length);
        var rows = Rows(reader);
        var points = Whitening.Of(rows, 1, default).Apply(rows, default);
        var width = points.Length / rows.Count;

        var search = LikenessSearch.Among(Ids(rows), rows, 1, default);

        foreach (var sought in (int[])[0, 13, 699])
        {
            var found = search.Find(rows, rows.Row(sought, new float[Length]), 25, default);
            float CosineOf(int i) => TensorPrimitives.Dot<float>(points.AsSpan(sought * width, width), points.AsSpan(i * width, width));
            found.Count.ShouldBe(25);
            found[0].Place.ShouldBe(sought);
            found[0].Distance.ShouldBe(0, 2e-3f);
            found.Select(f => f.Cosine).ShouldBe(found.Select(f => f.Cosine).OrderDescending());
            var expected = Enumerable.Range(0, rows.Count).Select(CosineOf).OrderDescending().Take(25).ToArray();
            for (var i = 0; i < 25; i++)
            {
                found[i].Cosine.ShouldBe(expected[i], 1e-3f);
                found[i].Cosine.ShouldBe(CosineOf(found[i].Place), 1e-3f);
            }
        }
    }

    [Fact]
    public void Vectors_that_are_not_finite_are_like_nothing_and_nothing_is_like_them()
    {
        var values = Values(50);
        values[Length * 7] = float.NaN;
        values[Length * 9] = float.PositiveInfinity;
        var rows = Rows(new VectorTable(values, Length));
        var search = LikenessSearch.Among(Ids(rows), rows, 1, default);

        search.Find(rows, rows.Row(3, []), 100, default).Select(f => f.Place).ShouldBe(Enumerable.Range(0, 50).Except([7, 9]), ignoreOrder: true);
        search.Find(rows, rows.Row(7, []), 100, default).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_few_vectors_all_that_there_are_are_found(int count)
    {
        var rows = Rows(new VectorTable(Values(count), Length));
        var search = LikenessSearch.Among(Ids(rows), rows, 1, default);

        search.Find(rows, Values(1), 10, default).Count.ShouldBe(count);
        search.Find(rows, Values(1), 0, default).ShouldBeEmpty();
    }

    [Fact]
    public void Where_all_vectors_are_the_same_each_is_like_each()
    {
        var rows = Rows(new VectorTable(Enumerable.Repeat(Values(1), 20).SelectMany(v => v).ToArray(), Length));

        LikenessSearch.Among(Ids(rows), rows, 1, default).Find(rows, rows.Row(4, []), 5, default).Select(f => f.Distance).ShouldBe(new float[5]);
    }

    [Fact]
    public void A_search_can_be_stopped()
    {
        var rows = Rows(new VectorTable(Values(5000), Length));
        var search = LikenessSearch.Among(Ids(rows), rows, 1, default);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Should.Throw<OperationCanceledException>(() => search.Find(rows, rows.Row(0, []), 5, stop.Token));
    }

    private static VectorRows Rows(IVectorReader reader) => new(reader, [.. Enumerable.Range(0, (int)reader.RowCount).Select(i => (long)i)]);

    private static long[] Ids(VectorRows rows) => [.. rows.Numbers];

    /// <summary>Nowhere negative, as most networks give them, around a few centres.</summary>
    private static float[] Values(int count)
    {
        var values = new float[count * Length];
        for (var i = 0; i < count; i++)
        {
            var random = new Random(i);
            for (var j = 0; j < Length; j++) values[(i * Length) + j] = Math.Max(0, random.NextSingle() - 0.3f + (j % 7 == i % 7 ? 0.5f : 0));
        }

        return values;
    }

    private static IVectorReader Store(float[] values, VectorForm form, TemporaryFolder folder)
    {
        var store = new MappedVectorStore(new DataFolder(folder["data"]));
        using (var writer = store.OpenWrite(Featurizer, form, 0)) writer.Append(values);
        return store.OpenRead(Featurizer);
    }
}
