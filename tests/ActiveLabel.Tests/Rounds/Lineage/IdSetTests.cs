using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Tests.Rounds.Lineage;

public sealed class IdSetTests
{
    [Fact]
    public void A_set_that_is_read_again_is_the_same_set()
    {
        long[] ids = [.. Enumerable.Range(0, 5_000).Where(id => id % 7 != 3).Select(id => (long)id * 3), 9_000_000_000];
        var set = IdSet.Of(ids.Reverse().Concat(ids));

        var read = IdSet.Read(set.Bytes);

        read.Ids.ShouldBe(ids);
        read.Hash.ShouldBe(set.Hash);
    }

    [Fact]
    public void A_hundred_thousand_images_in_a_row_take_a_handful_of_bytes() =>
        IdSet.Of(Enumerable.Range(17, 100_000).Select(id => (long)id)).Bytes.Length.ShouldBeLessThan(8);

    [Fact]
    public void No_images_are_a_set_too() => IdSet.Read(IdSet.Of([]).Bytes).Ids.ShouldBeEmpty();

    [Fact]
    public void Sets_that_differ_in_one_image_have_other_hashes() => IdSet.Of([1, 2, 3]).Hash.ShouldNotBe(IdSet.Of([1, 2, 4]).Hash);

    [Theory]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1 })]
    public void Damaged_bytes_are_told(byte[] bytes) => Should.Throw<InvalidDataException>(() => IdSet.Read(bytes));
}
