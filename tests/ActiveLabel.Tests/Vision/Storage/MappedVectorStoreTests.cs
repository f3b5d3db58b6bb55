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
        Should.Throw<ArgumentOutOfRangeException>(() => reader.Row(0).ToArray());
    }

    [Fact]
    public void Rows_are_read_as_they_were_appended()
    {
        using (var writer = _store.OpenWrite(_featurizer, 0))
        {
            writer.Append([1, 2, 3, 4, 5, 6]).ShouldBe(0);
            writer.Append([7, 8, 9]).ShouldBe(2);
            writer.RowCount.ShouldBe(3);
        }
        using var reader = _store.OpenRead(_featurizer);
        reader.RowCount.ShouldBe(3);
        reader.Row(0).ToArray().ShouldBe([1, 2, 3]);
        reader.Row(1).ToArray().ShouldBe([4, 5, 6]);
        reader.Row(2).ToArray().ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void A_reader_sees_the_rows_of_its_opening_while_a_writer_goes_on()
    {
        using var writer = _store.OpenWrite(_featurizer, 0);
        writer.Append([1, 2, 3]);
        using var before = _store.OpenRead(_featurizer);
        writer.Append([4, 5, 6]);
        using var after = _store.OpenRead(_featurizer);
        (before.RowCount, after.RowCount).ShouldBe((1, 2));
        before.Row(0).ToArray().ShouldBe([1, 2, 3]);
        after.Row(1).ToArray().ShouldBe([4, 5, 6]);
    }

    [Fact]
    public void A_second_writer_is_refused_until_the_first_is_gone()
    {
        using (_store.OpenWrite(_featurizer, 0))
        {
            var other = new MappedVectorStore(new DataFolder(_folder.Path));
            Should.Throw<IOException>(() => other.OpenWrite(_featurizer, 0)).Message.ShouldContain("Another run is computing vectors");
            _store.OpenWrite(Featurizer("two", 3), 0).Dispose();
        }
        _store.OpenWrite(_featurizer, 0).Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(31)]
    public void What_a_crash_left_behind_the_last_committed_row_is_cut_off(int bytesLeft)
    {
        using (var writer = _store.OpenWrite(_featurizer, 0)) writer.Append([1, 2, 3, 4, 5, 6]);
        using (var file = File.Open(FilePath, FileMode.Append)) file.Write(new byte[bytesLeft]);

        using (var writer = _store.OpenWrite(_featurizer, 2))
        {
            writer.RowCount.ShouldBe(2);
            writer.Append([7, 8, 9]).ShouldBe(2);
        }
        new FileInfo(FilePath).Length.ShouldBe(256 + 3 * 3 * sizeof(float));
        using var reader = _store.OpenRead(_featurizer);
        reader.Row(1).ToArray().ShouldBe([4, 5, 6]);
        reader.Row(2).ToArray().ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void Rows_written_but_never_committed_are_written_over()
    {
        using (var writer = _store.OpenWrite(_featurizer, 0)) writer.Append([1, 2, 3, 4, 5, 6]);
        using (var writer = _store.OpenWrite(_featurizer, 1)) writer.Append([7, 8, 9]).ShouldBe(1);
        using var reader = _store.OpenRead(_featurizer);
        reader.RowCount.ShouldBe(2);
        reader.Row(1).ToArray().ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void A_file_that_lost_committed_rows_is_not_written_to()
    {
        using (var writer = _store.OpenWrite(_featurizer, 0)) writer.Append([1, 2, 3]);
        Should.Throw<InvalidDataException>(() => _store.OpenWrite(_featurizer, 2)).Message
            .ShouldContain("holds 1 vectors where 2 are counted on");
        // And the lock is not kept.
        _store.OpenWrite(_featurizer, 1).Dispose();
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
        using (var writer = _store.OpenWrite(_featurizer, 0)) writer.Append([1, 2, 3]);
        using var after = _store.OpenRead(_featurizer);
        after.Row(0).ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Another_featurizers_file_is_named_as_such()
    {
        using (var writer = _store.OpenWrite(_featurizer, 0)) writer.Append([1, 2, 3]);
        Should.Throw<InvalidDataException>(() => _store.OpenRead(_featurizer with { VectorLength = 1 })).Message
            .ShouldContain("its vectors have 3 values, the featurizer's 1");
        File.Copy(FilePath, Path.Combine(_folder.Path, "vectors", "two.f32"));
        Should.Throw<InvalidDataException>(() => _store.OpenRead(Featurizer("two", 3))).Message
            .ShouldContain("it belongs to another featurizer");
        File.WriteAllText(FilePath, new string('x', 1000));
        Should.Throw<InvalidDataException>(() => _store.OpenWrite(_featurizer, 1)).Message
            .ShouldContain("it is no file of vectors");
    }

    [Fact]
    public void Only_whole_rows_are_appended()
    {
        using var writer = _store.OpenWrite(_featurizer, 0);
        Should.Throw<ArgumentException>(() => writer.Append([1, 2]));
    }

    [Fact]
    public void An_id_cannot_leave_the_folder() =>
        Should.Throw<ArgumentException>(() => _store.OpenWrite(Featurizer("../evil", 3), 0));

    private static Featurizer Featurizer(string id, int length) => new(id, "net", "net.onnx", ["layer"], TinyNetwork.Input, length);
}
