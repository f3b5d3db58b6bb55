using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Storage;
using ActiveLabel.Vision.Storage.Upkeep;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Storage;

public sealed class VerifyTests : IDisposable
{
    private readonly StoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(VectorForm.Float32)]
    [InlineData(VectorForm.Float16)]
    public async Task A_whole_store_is_told_to_be_whole(VectorForm form)
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 1000), form: form, batch: 300);
        var report = await _bench.VerifyAsync();
        report.Damages.ShouldBeEmpty();
        report.Files.ShouldBe([new VerifiedFile("net", form == VectorForm.Float32 ? _bench.Rows : _bench.Halves, form, 1000, 0)]);
        report.Foreign.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_stored_is_nothing_damaged() => (await _bench.VerifyAsync()).Damages.ShouldBeEmpty();

    [Theory]
    [InlineData(VectorForm.Float32)]
    [InlineData(VectorForm.Float16)]
    public async Task Each_single_changed_byte_is_found_and_repaired(VectorForm form)
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 12), form: form);
        var path = form == VectorForm.Float32 ? _bench.Rows : _bench.Halves;
        var sound = File.ReadAllBytes(path);
        for (var at = VectorHeader.Length; at < sound.Length; at += 7)
        {
            var changed = sound.ToArray();
            changed[at] ^= 0x10;
            File.WriteAllBytes(path, changed);
            var damage = (await _bench.VerifyAsync()).Damages.ShouldHaveSingleItem();
            var row = (at - VectorHeader.Length) / (sound.Length - VectorHeader.Length) * 12;
            (damage.Kind, damage.Images).ShouldBe((DamageKind.Changed, 3), "the three of its block");
            damage.FirstRow.ShouldBe((at - VectorHeader.Length) * 12 / (sound.Length - VectorHeader.Length) / 3 * 3);
        }

        (await _bench.VerifyAsync(repair: true)).Forgotten.ShouldBe(3);
        (await _bench.VerifyAsync()).Damages.ShouldBeEmpty("they are forgotten");
        await _bench.FeaturizeAsync(Enumerable.Range(0, 12));
        _bench.ShouldHold(Enumerable.Range(0, 12));
        (await _bench.VerifyAsync()).Damages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_lost_its_end_loses_only_that()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 12));
        using (var file = File.OpenWrite(_bench.Rows)) file.SetLength(file.Length - (4 * StoreBench.Length * 4));
        var damage = (await _bench.VerifyAsync(repair: true)).Damages.ShouldHaveSingleItem();
        (damage.Kind, damage.FirstRow, damage.LastRow, damage.Images).ShouldBe((DamageKind.Missing, 6, 11, 6));

        await _bench.FeaturizeAsync(Enumerable.Range(0, 12));
        _bench.ShouldHold(Enumerable.Range(0, 12));
        _bench.Index.RowOf("net", StoreBench.Hash(6)).ShouldBe(12, "a row that somebody may have read is not written over");
        (await _bench.VerifyAsync()).Damages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_gone_and_one_that_is_another_are_repaired()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 4));
        File.Delete(_bench.Rows);
        (await _bench.VerifyAsync()).Damages.ShouldHaveSingleItem().Kind.ShouldBe(DamageKind.Missing);
        File.WriteAllText(_bench.Rows, new string('x', 1000));
        var damage = (await _bench.VerifyAsync()).Damages.ShouldHaveSingleItem();
        (damage.Kind, damage.Images).ShouldBe((DamageKind.Unusable, 4));
        damage.File.ShouldBe(_bench.Rows);

        var repaired = await _bench.VerifyAsync(repair: true);
        repaired.Forgotten.ShouldBe(4);
        File.ReadAllText(_bench.Rows + ".damaged").ShouldStartWith("xxx");
        await _bench.FeaturizeAsync(Enumerable.Range(0, 4));
        _bench.ShouldHold(Enumerable.Range(0, 4));
        var after = await _bench.VerifyAsync();
        after.Damages.ShouldBeEmpty();
        after.Foreign.ShouldBe([_bench.Rows + ".damaged"]);
    }

    [Fact]
    public async Task A_damaged_checksum_costs_its_own_block()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 9));
        var sums = Path.Combine(_bench.Data.Vectors, "net.sums");
        var bytes = File.ReadAllBytes(sums);
        bytes[SumsFile.HeaderLength + Stretch.EntryLength + 3] ^= 1;
        File.WriteAllBytes(sums, bytes);
        var damage = (await _bench.VerifyAsync(repair: true)).Damages.ShouldHaveSingleItem();
        (damage.Kind, damage.FirstRow, damage.LastRow).ShouldBe((DamageKind.ChecksumLost, 3, 5));
        await _bench.FeaturizeAsync(Enumerable.Range(0, 9));
        _bench.ShouldHold(Enumerable.Range(0, 9));
        (await _bench.VerifyAsync()).Damages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Values_that_are_no_numbers_are_named()
    {
        using (var writer = new MappedVectorStore(_bench.Data).OpenWrite(_bench.Net, null, 0))
            writer.Append([1, 2, 3, 4, 5, 1, 2, float.NaN, 4, 5, 1, 2, 3, 4, 5]);
        await _bench.Index.AddAsync("net", [.. Enumerable.Range(0, 3).Select(n => new VectorRow(StoreBench.Hash(n), n))], default);
        var damage = (await _bench.VerifyAsync()).Damages.ShouldHaveSingleItem();
        (damage.Kind, damage.FirstRow, damage.Images).ShouldBe((DamageKind.NotFinite, 1, 1));
    }

    [Fact]
    public async Task Vectors_from_before_checksums_are_told_and_judged_without()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 700), batch: 100);
        File.Delete(Path.Combine(_bench.Data.Vectors, "net.sums"));
        var report = await _bench.VerifyAsync();
        report.Damages.ShouldBeEmpty();
        report.Files.Single().WithoutChecksum.ShouldBe(700);
    }

    [Fact]
    public async Task What_a_running_writer_adds_meanwhile_is_not_judged()
    {
        await _bench.FeaturizeAsync(Enumerable.Range(0, 6));
        using var writer = new MappedVectorStore(_bench.Data).OpenWrite(_bench.Net, null, 6);
        writer.Append(StoreBench.Vector(6));
        var report = await _bench.VerifyAsync(repair: true);
        report.Damages.ShouldBeEmpty();
        report.Files.Single().InUse.ShouldBe(6);
        await _bench.Index.AddAsync("net", [new VectorRow(StoreBench.Hash(6), 6)], default);
        (await _bench.VerifyAsync()).Files.Single().InUse.ShouldBe(7);
    }

    [Fact]
    public async Task Strange_files_are_named_and_left_alone()
    {
        await _bench.FeaturizeAsync([1]);
        string[] strange = ["notes.txt", "other.f32", "data.sums", "a.b.c"];
        foreach (var name in strange) File.WriteAllText(Path.Combine(_bench.Data.Vectors, name), new string('x', 500));
        _bench.Keep(1);

        (await _bench.VerifyAsync(repair: true)).Foreign.Select(Path.GetFileName).ShouldBe(strange, ignoreOrder: true);
        (await _bench.CompactAsync()).Foreign.Select(Path.GetFileName).ShouldBe(strange, ignoreOrder: true);
        strange.ShouldAllBe(name => File.Exists(Path.Combine(_bench.Data.Vectors, name)));
    }
}
