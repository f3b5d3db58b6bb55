using ActiveLabel.Vision.Drawing;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Drawing;

public sealed class KnotGeneratorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drawn").FullName;

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        for (var number = 1; number <= 3; number++)
        {
            var (first, second) = (KnotGenerator.Draw(number, 7), KnotGenerator.Draw(number, 7));
            second.Label.ShouldBe(first.Label);
            second.Jpeg.AsSpan().SequenceEqual(first.Jpeg).ShouldBeTrue();
        }
    }

    [Fact]
    public void Another_seed_and_another_number_give_another_picture()
    {
        var picture = KnotGenerator.Draw(1, 7).Jpeg;
        KnotGenerator.Draw(1, 8).Jpeg.AsSpan().SequenceEqual(picture).ShouldBeFalse();
        KnotGenerator.Draw(2, 7).Jpeg.AsSpan().SequenceEqual(picture).ShouldBeFalse();
    }

    [Fact]
    public void A_written_folder_holds_what_drawing_one_by_one_gives()
    {
        KnotGenerator.Write(_folder, 5, 3, TestContext.Current.CancellationToken);
        var expected = Enumerable.Range(1, 5).Select(number => KnotGenerator.Draw(number, 3)).ToList();
        foreach (var picture in expected)
            File.ReadAllBytes(Path.Combine(_folder, picture.File)).AsSpan().SequenceEqual(picture.Jpeg).ShouldBeTrue(picture.File);
        var rows = expected.Select(picture => $"{picture.File},{KnotGenerator.NameOf(picture.Label)}\r\n");
        File.ReadAllText(Path.Combine(_folder, KnotGenerator.LabelsFile)).ShouldBe("file,label\r\n" + string.Concat(rows));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public void A_count_that_file_names_cannot_carry_is_refused(int count) =>
        Should.Throw<ArgumentOutOfRangeException>(() => KnotGenerator.Write(_folder, count, 1, TestContext.Current.CancellationToken));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
