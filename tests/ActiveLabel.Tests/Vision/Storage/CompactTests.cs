using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Storage;
using ActiveLabel.Vision.Storage.Upkeep;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Storage;

public sealed class CompactTests : IDisposable
{
    private readonly StoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(VectorForm.Float16)]
    public async Task Rows_in_use_keep_their_numbers_and_values_while_readers_go_on(VectorForm? form)
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 1000), batch: 90);
        int[] kept = [.. Enumerable.Range(0, 1000).Where(i => i is < 100 or > 700 or 333)];
        _bench.Keep(kept);
        var rows = kept.ToDictionary(i => i, i => _bench.Index.RowOf("net", StoreBench.Hash(i)));
        using var before = new MappedVectorStore(_bench.Data).OpenRead(_bench.Net);

        var done = (await _bench.CompactAsync(form)).Files.ShouldHaveSingleItem();

        (done.InUse, done.Forgotten, done.Rewritten).ShouldBe((kept.Length, 1000 - kept.Length, true));
        done.Vectors.ShouldBe(form ?? VectorForm.Float32);
        kept.ShouldAllBe(i => _bench.Index.RowOf("net", StoreBench.Hash(i)) == rows[i]);
        _bench.ShouldHold(kept);
        before.Row(500, []).ToArray().ShouldBe(StoreBench.Vector(500), "a reader of before sees what it saw");
        _bench.Files.ShouldBe(["net.1.sums", form is null ? "net.f32" : "net.f16", "net.lock"]);
        (await _bench.VerifyAsync()).Damages.ShouldBeEmpty();
        (await _bench.CompactAsync(form)).Files.Single().Rewritten.ShouldBeFalse("there is nothing to give back any more");
    }

    [Fact]
    public async Task There_and_back_again()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 20));
        _bench.Keep(Enumerable.Range(0, 20));
        await _bench.CompactAsync(VectorForm.Float16);
        await _bench.FeaturizeAsync(Enumerable.Range(20, 20));
        _bench.Keep(Enumerable.Range(20, 20));
        await _bench.CompactAsync(VectorForm.Float32);
        _bench.ShouldHold(Enumerable.Range(0, 40));
        _bench.Files.ShouldBe(["net.2.sums", "net.f32", "net.lock"]);
    }

    [Fact]
    public async Task Room_that_nobody_uses_is_given_back_to_the_disk()
    {
        const int Wide = 16 << 10;
        var wide = new Featurizer("wide", "wide", "none", ["layer"], TinyNetwork.Input, Wide);
        using (var writer = new MappedVectorStore(_bench.Data).OpenWrite(wide, null, 0))
        {
            for (var row = 0; row < 64; row++)
            {
                var vector = new float[Wide];
                Array.Fill(vector, row + 1);
                await _bench.Index.AddAsync("wide", [new VectorRow(StoreBench.Hash(row), writer.Append(vector))], default);
            }
        }
        _bench.Keep(3, 40);

        var done = (await _bench.CompactAsync()).Files.Single();

        done.BytesBefore.ShouldBeGreaterThan(64 * 65536);
        if (done.BytesAfter > 60 * 65536)
            Assert.Skip("The temporary folder's file system keeps no holes: nothing can be given back there.");
        done.BytesAfter.ShouldBeLessThan(4 * 65536);
        using var reader = new MappedVectorStore(_bench.Data).OpenRead(wide);
        reader.RowCount.ShouldBe(64);
        reader.Row(40, [])[Wide - 1].ShouldBe(41);
    }

    [Fact]
    public async Task A_featurizer_without_images_loses_its_files()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 5));
        var done = (await _bench.CompactAsync()).Files.Single();
        (done.Vectors, done.Forgotten, done.BytesAfter).ShouldBe((null, 5, 0));
        _bench.Files.ShouldBe(["net.lock"]);
        await _bench.FeaturizeAsync(Enumerable.Range(0, 5));
        _bench.ShouldHold(Enumerable.Range(0, 5));
    }

    [Fact]
    public async Task Another_who_writes_is_waited_for()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 5));
        _bench.Keep(1);
        using (new MappedVectorStore(_bench.Data).OpenWrite(_bench.Net, null, 5))
            (await Should.ThrowAsync<IOException>(() => _bench.CompactAsync())).Message.ShouldContain("Another run is computing vectors");
        _bench.ShouldHold(Enumerable.Range(0, 5));
    }

    [Fact]
    public async Task Damage_is_not_copied_under_a_sound_checksum()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 6));
        _bench.Keep(0, 4);
        var bytes = File.ReadAllBytes(_bench.Rows);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_bench.Rows, bytes);
        (await Should.ThrowAsync<InvalidDataException>(() => _bench.CompactAsync())).Message.ShouldContain("store verify --repair");
        File.ReadAllBytes(_bench.Rows).ShouldBe(bytes);
        _bench.Files.ShouldBe(["net.f32", "net.lock", "net.sums"]);
    }

    [Fact]
    public async Task Values_too_great_for_halves_keep_the_file_as_it_is()
    {
        using (var writer = new MappedVectorStore(_bench.Data).OpenWrite(_bench.Net, null, 0)) writer.Append([1, 2, 3, 4, 70000]);
        await _bench.Index.AddAsync("net", [new VectorRow(StoreBench.Hash(0), 0)], default);
        _bench.Keep(0);
        (await Should.ThrowAsync<InvalidDataException>(() => _bench.CompactAsync(VectorForm.Float16))).Message.ShouldContain("stay float32");
        _bench.Files.ShouldBe(["net.f32", "net.lock", "net.sums"]);
        using var reader = new MappedVectorStore(_bench.Data).OpenRead(_bench.Net);
        reader.Row(0, [])[4].ShouldBe(70000);
    }

    [Fact]
    public async Task Of_two_forms_the_one_written_later_counts()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 5));
        _bench.Keep(Enumerable.Range(0, 5));
        var old = File.ReadAllBytes(_bench.Rows);
        await _bench.CompactAsync(VectorForm.Float16);
        // A crash came before the old one was deleted; then something was added.
        File.WriteAllBytes(_bench.Rows, old);
        await _bench.FeaturizeAsync([5]);
        _bench.ShouldHold(Enumerable.Range(0, 6));
        _bench.Files.ShouldBe(["net.1.sums", "net.f16", "net.lock"]);
    }
}
