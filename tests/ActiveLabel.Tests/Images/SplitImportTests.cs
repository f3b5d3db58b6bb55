using System.Text;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using CsCheck;

namespace ActiveLabel.Tests.Images;

public sealed class SplitImportTests
{
    [Fact]
    public async Task A_test_share_is_drawn_from_each_class()
    {
        await using var bench = await ImportBench.CreateAsync();
        Fill(bench, "sound", 20);
        Fill(bench, "dry", 10);

        var result = await bench.ImportAsync(ImportLabels.Folder, new ImportOptions { TestShare = 0.3 });

        result.Counts.ShouldBe(
        [
            new ImportCount(Split.Pool, "sound", 14), new ImportCount(Split.Pool, "dry", 7),
            new ImportCount(Split.Test, "sound", 6), new ImportCount(Split.Test, "dry", 3),
        ]);
        (await bench.ImagesAsync()).Count(i => i is { Split: Split.Test, Class: "dry" }).ShouldBe(3);
    }

    [Fact]
    public async Task Labels_may_be_kept_for_the_test_split_alone()
    {
        await using var bench = await ImportBench.CreateAsync();
        Fill(bench, "sound", 10);

        var result = await bench.ImportAsync(ImportLabels.Folder, new ImportOptions { TestShare = 0.2, LabelsFor = LabelsFor.TestOnly });

        result.LabelsAdded.ShouldBe(2);
        (await bench.ImagesAsync()).ShouldAllBe(i => (i.Split == Split.Test) == (i.Class != null));
    }

    [Fact]
    public async Task A_fixed_split_takes_all()
    {
        await using var bench = await ImportBench.CreateAsync();
        Fill(bench, "sound", 3);

        var result = await bench.ImportAsync(options: new ImportOptions { Split = Split.Test });

        result.Counts.ShouldBe([new ImportCount(Split.Test, null, 3)]);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task A_share_out_of_range_is_wrong_use(double share)
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("1.jpg");

        await Should.ThrowAsync<WrongUseException>(() => bench.ImportAsync(options: new ImportOptions { TestShare = share }));
    }

    [Fact]
    public void Every_class_gives_its_share_whatever_the_order_of_the_files()
    {
        Gen.Select(Gen.Long[0, 3].Array[0, 60], Gen.Double[0, 1], Gen.Int).Sample((classOf, share, seed) =>
        {
            var images = classOf.Select((c, i) => (Hash: ImageHash.Of(Encoding.UTF8.GetBytes($"{i}")), Class: c == 3 ? (long?)null : c)).ToList();
            var drawn = StratifiedSplit.Draw(images.ToDictionary(i => i.Hash, i => i.Class), share, seed);

            foreach (var stratum in images.GroupBy(i => i.Class))
            {
                stratum.Count(i => drawn.Contains(i.Hash)).ShouldBe((int)Math.Round(share * stratum.Count(), MidpointRounding.AwayFromZero));
            }

            var backwards = Enumerable.Reverse(images).ToDictionary(i => i.Hash, i => i.Class);
            StratifiedSplit.Draw(backwards, share, seed).SetEquals(drawn).ShouldBeTrue();
        });
    }

    [Fact]
    public void Another_seed_draws_others()
    {
        var images = Enumerable.Range(0, 100).ToDictionary(i => ImageHash.Of(Encoding.UTF8.GetBytes($"{i}")), _ => (long?)1);

        StratifiedSplit.Draw(images, 0.5, 1).SetEquals(StratifiedSplit.Draw(images, 0.5, 2)).ShouldBeFalse();
    }

    private static void Fill(ImportBench bench, string folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            bench.AddImage($"{folder}/{i}.jpg");
        }
    }
}
