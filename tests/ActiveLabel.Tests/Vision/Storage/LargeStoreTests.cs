using System.Runtime.InteropServices;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Storage;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Storage;

public sealed class LargeStoreTests
{
    private const int Length = 736;
    private const long Rows = 100_000_000_000 / (Length * sizeof(float));

    [Fact]
    public async Task A_hundred_gigabytes_are_read_appended_to_and_verified_without_loading_them()
    {
        using var bench = new StoreBench();
        var wide = new Featurizer("wide", "wide", "none", ["layer"], TinyNetwork.Input, Length);
        MakeSparse(bench, wide);
        var before = Environment.WorkingSet;

        using (var reader = new MappedVectorStore(bench.Data).OpenRead(wide))
        {
            reader.RowCount.ShouldBe(Rows);
            (reader.Row(0, [])[0], reader.Row(0, [])[Length - 1]).ShouldBe((1, 1));
            (reader.Row(Rows - 1, [])[0], reader.Row(Rows - 1, [])[Length - 1]).ShouldBe((2, 2));
            reader.Row(Rows / 2, []).ToArray().ShouldAllBe(value => value == 0);
        }
        using (var writer = new MappedVectorStore(bench.Data).OpenWrite(wide, null, Rows)) writer.Append(Vector(3)).ShouldBe(Rows);
        using (var reader = new MappedVectorStore(bench.Data).OpenRead(wide)) reader.Row(Rows, [])[5].ShouldBe(3);
        await bench.Index.AddAsync(
            "wide", [new(StoreBench.Hash(1), 0), new(StoreBench.Hash(2), Rows - 1), new(StoreBench.Hash(3), Rows)], default);
        var report = await bench.VerifyAsync();
        report.Damages.ShouldBeEmpty();
        report.Files.Single().InUse.ShouldBe(3);

        (Environment.WorkingSet - before).ShouldBeLessThan(200_000_000);
    }

    /// <summary>A file of which only both ends are there, as compacting leaves one.</summary>
    private static void MakeSparse(StoreBench bench, Featurizer featurizer)
    {
        var (disk, paths, header) = (new StoreDisk(), new StorePaths(bench.Data, featurizer.Id), VectorHeader.For(featurizer, VectorForm.Float32));
        Directory.CreateDirectory(paths.Folder);
        using var file = disk.Open(paths.RowsOf(VectorForm.Float32));
        try
        {
            disk.SetLength(file, header.Offset(Rows));
        }
        catch (IOException failure)
        {
            Assert.Skip($"The temporary folder's file system makes no file of 100 GB ({failure.Message}): LARGE STORES WERE NOT TESTED.");
        }
        if (SparseFiles.AllocatedBytes(file.Handle) > 1_000_000_000)
            Assert.Skip("The temporary folder's file system keeps no holes: LARGE STORES WERE NOT TESTED.");
        var first = MemoryMarshal.AsBytes<float>(Vector(1));
        var last = MemoryMarshal.AsBytes<float>(Vector(2));
        disk.Write(file, header.ToBytes(), 0);
        disk.Write(file, first, header.Offset(0));
        disk.Write(file, last, header.Offset(Rows - 1));
        using var sums = SumsWriter.Create(disk, paths.SumsOf(0), 0);
        sums.Add(0, first, header.RowBytes);
        sums.AddUnused(1, Rows - 1);
        sums.Add(Rows - 1, last, header.RowBytes);
        sums.Flush();
    }

    private static float[] Vector(float value)
    {
        var vector = new float[Length];
        Array.Fill(vector, value);
        return vector;
    }
}
