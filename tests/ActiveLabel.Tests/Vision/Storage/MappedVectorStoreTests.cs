using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Storage;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Storage;

public sealed class MappedVectorStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MappedVectorStore _store;
    private readonly Featurizer _featurizer = Featurizer("one", 3);

    public MappedVectorStoreTests() => _store = new MappedVectorStore(new DataFolder(_folder.Path));

    private string FilePath => Path.Combine(_folder.Path, "vectors", "one.f32");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_never_written_has_no_rows()
    {
        using var reader = _store.OpenRead(_featurizer);
        (reader.RowCount, reader.VectorLength).ShouldBe((0, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => reader.Row(0, []).ToArray());
    }

    [Fact]
    public void Rows_are_read_as_they_were_appended()
    {
        using (var writer = _store.OpenWrite(_featurizer, null, 0))
        {
            writer.Append([1, 2, 3, 4, 5, 6]).ShouldBe(0);
            writer.Append([7, 8, 9]).ShouldBe(2);
            writer.RowCount.ShouldBe(3);
        }
        using var reader = _store.OpenRead(_featurizer);
        reader.RowCount.ShouldBe(3);
        reader.Row(0, []).ToArray().ShouldBe([1, 2, 3]);
        reader.Row(1, []).ToArray().ShouldBe([4, 5, 6]);
        reader.Row(2, []).ToArray().ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void A_reader_sees_the_rows_of_its_opening_while_a_writer_goes_on()
    {
        using var writer = _store.OpenWrite(_featurizer, null, 0);
        writer.Append([1, 2, 3]);
        using var before = _store.OpenRead(_featurizer);
        writer.Append([4, 5, 6]);
        using var after = _store.OpenRead(_featurizer);
        (before.RowCount, after.RowCount).ShouldBe((1, 2));
        before.Row(0, []).ToArray().ShouldBe([1, 2, 3]);
        after.Row(1, []).ToArray().ShouldBe([4, 5, 6]);
    }

    [Fact]
    public void A_second_writer_is_refused_until_the_first_is_gone()
    {
        using (_store.OpenWrite(_featurizer, null, 0))
        {
            var other = new MappedVectorStore(new DataFolder(_folder.Path));
            Should.Throw<IOException>(() => other.OpenWrite(_featurizer, null, 0)).Message.ShouldContain("Another run is computing vectors");
            _store.OpenWrite(Featurizer("two", 3), null, 0).Dispose();
        }
        _store.OpenWrite(_featurizer, null, 0).Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(31)]
    public void What_a_crash_left_behind_the_last_committed_row_is_cut_off(int bytesLeft)
    {
        using (var writer = _store.OpenWrite(_featurizer, null, 0)) writer.Append([1, 2, 3, 4, 5, 6]);
        using (var file = File.Open(FilePath, FileMode.Append)) file.Write(new byte[bytesLeft]);

        using (var writer = _store.OpenWrite(_featurizer, null, 2))
        {
            writer.RowCount.ShouldBe(2);
            writer.Append([7, 8, 9]).ShouldBe(2);
        }
        new FileInfo(FilePath).Length.ShouldBe(256 + 3 * 3 * sizeof(float));
        using var reader = _store.OpenRead(_featurizer);
        reader.Row(1, []).ToArray().ShouldBe([4, 5, 6]);
        reader.Row(2, []).ToArray().ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void Rows_written_whole_stay_even_if_nobody_counts_on_them()
    {
        using (var writer = _store.OpenWrite(_featurizer, null, 0)) writer.Append([1, 2, 3, 4, 5, 6]);
        using var before = _store.OpenRead(_featurizer);
        using (var writer = _store.OpenWrite(_featurizer, null, 1)) writer.Append([7, 8, 9]).ShouldBe(2);
        using var reader = _store.OpenRead(_featurizer);
        reader.RowCount.ShouldBe(3);
        reader.Row(2, []).ToArray().ShouldBe([7, 8, 9]);
        before.Row(1, []).ToArray().ShouldBe([4, 5, 6], "somebody may have read it while it was counted on");
    }

    [Fact]
    public void Halves_take_half_the_bytes_and_come_back_as_the_nearest_of_them()
    {
        float[] values = [1, -2.5f, 1 / 3f, 65504, 6e-8f, float.NaN];
        using (var writer = _store.OpenWrite(_featurizer, VectorForm.Float16, 0))
        {
            writer.Form.ShouldBe(VectorForm.Float16);
            writer.Append(values);
        }
        new FileInfo(Path.ChangeExtension(FilePath, ".f16")).Length.ShouldBe(256 + (6 * 2));
        File.Exists(FilePath).ShouldBeFalse();
        using var reader = _store.OpenRead(_featurizer);
        reader.RowCount.ShouldBe(2);
        var scratch = new float[3];
        float[] read = [.. reader.Row(0, scratch).ToArray(), .. reader.Row(1, scratch)];
        read.ShouldBe([.. values.Select(v => (float)(Half)v)]);
    }

    [Theory]
    [InlineData(65505f)]
    [InlineData(-1e30f)]
    public void A_value_that_halves_cannot_hold_is_refused_and_nothing_of_it_is_kept(float value)
    {
        using var writer = _store.OpenWrite(_featurizer, VectorForm.Float16, 0);
        writer.Append([1, 2, 3]);
        var refusal = Should.Throw<InvalidDataException>(() => writer.Append([4, float.NaN, value])).Message;
        refusal.ShouldContain("float16 ends at 65504");
        refusal.ShouldContain("store compact --vectors float32");
        writer.Append([4, 5, 6]).ShouldBe(1);
    }

    [Theory]
    [InlineData(VectorForm.Float32, VectorForm.Float16)]
    [InlineData(VectorForm.Float16, VectorForm.Float32)]
    public void A_file_that_is_there_keeps_its_form(VectorForm first, VectorForm later)
    {
        using (var writer = _store.OpenWrite(_featurizer, first, 0)) writer.Append([1, 2, 3]);
        using (var writer = _store.OpenWrite(_featurizer, later, 1))
        {
            writer.Form.ShouldBe(first);
            writer.Append([4, 5, 6]);
        }
        using (var writer = _store.OpenWrite(_featurizer, null, 2)) writer.Form.ShouldBe(first);
        using var reader = _store.OpenRead(_featurizer);
        reader.Row(1, new float[3]).ToArray().ShouldBe([4, 5, 6]);
    }

    [Fact]
    public void A_file_without_rows_does_not_bind_the_next_to_its_form()
    {
        _store.OpenWrite(_featurizer, VectorForm.Float32, 0).Dispose();
        using (var writer = _store.OpenWrite(_featurizer, VectorForm.Float16, 0)) writer.Append([1, 2, 3]);
        Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order().ShouldBe(["one.f16", "one.lock", "one.sums"]);
    }

    [Fact]
    public void A_file_from_before_checksums_gets_them_when_it_is_next_written_to()
    {
        using (var writer = _store.OpenWrite(_featurizer, null, 0)) writer.Append([.. Enumerable.Range(0, 3 * 600).Select(n => (float)n)]);
        var sums = Path.ChangeExtension(FilePath, ".sums");
        var made = File.ReadAllBytes(sums);
        File.Delete(sums);

        using (var reader = _store.OpenRead(_featurizer)) reader.Row(599, [])[2].ShouldBe(1799);
        _store.OpenWrite(_featurizer, null, 600).Dispose();

        File.ReadAllBytes(sums).ShouldBe(made);
    }

    [Fact]
    public void A_file_that_lost_committed_rows_is_not_written_to()
    {
        using (var writer = _store.OpenWrite(_featurizer, null, 0)) writer.Append([1, 2, 3]);
        Should.Throw<InvalidDataException>(() => _store.OpenWrite(_featurizer, null, 2)).Message
            .ShouldContain("holds 1 vectors where 2 are counted on");
        // And the lock is not kept.
        _store.OpenWrite(_featurizer, null, 1).Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(256)]
    public void A_file_cut_off_in_its_header_before_any_row_begins_anew(int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllBytes(FilePath, new byte[length]);
        using (var reader = _store.OpenRead(_featurizer)) reader.RowCount.ShouldBe(0);
        using (var writer = _store.OpenWrite(_featurizer, null, 0)) writer.Append([1, 2, 3]);
        using var after = _store.OpenRead(_featurizer);
        after.Row(0, []).ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Another_featurizers_file_is_named_as_such()
    {
        using (var writer = _store.OpenWrite(_featurizer, null, 0)) writer.Append([1, 2, 3]);
        Should.Throw<InvalidDataException>(() => _store.OpenRead(_featurizer with { VectorLength = 1 })).Message
            .ShouldContain("its vectors have 3 values, the featurizer's 1");
        File.Copy(FilePath, Path.Combine(_folder.Path, "vectors", "two.f32"));
        Should.Throw<InvalidDataException>(() => _store.OpenRead(Featurizer("two", 3))).Message
            .ShouldContain("it belongs to another featurizer");
        File.WriteAllText(FilePath, new string('x', 1000));
        Should.Throw<InvalidDataException>(() => _store.OpenWrite(_featurizer, null, 1)).Message
            .ShouldContain("it is no file of vectors");
    }

    [Fact]
    public void Only_whole_rows_are_appended()
    {
        using var writer = _store.OpenWrite(_featurizer, null, 0);
        Should.Throw<ArgumentException>(() => writer.Append([1, 2]));
    }

    [Fact]
    public void An_id_cannot_leave_the_folder() =>
        Should.Throw<ArgumentException>(() => _store.OpenWrite(Featurizer("../evil", 3), null, 0));

    private static Featurizer Featurizer(string id, int length) => new(id, "net", "net.onnx", ["layer"], TinyNetwork.Input, length);
}
