using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Annotators;

namespace ActiveLabel.Tests.Data;

public sealed class StudyFilesTests
{
    [Fact]
    public async Task A_study_is_read_as_it_was_kept_and_a_newer_one_takes_its_place()
    {
        await using var installation = await Installation.CreateAsync();
        var store = installation.Get<IStudyStore>();
        (await store.FindAsync(7, default)).ShouldBeNull();

        await store.KeepAsync(7, Study(mark: 11), default);
        await store.KeepAsync(7, Study(mark: 12), default);

        var read = (await store.FindAsync(7, default)).ShouldNotBeNull();
        var kept = Study(mark: 12);
        (read with { Report = kept.Report }).ShouldBe(kept);
        (read.Report.Initial, read.Report.Everybody, read.Report.Test).ShouldBe((kept.Report.Initial, kept.Report.Everybody, 6));
        var (person, score) = (read.Report.People.ShouldHaveSingleItem(), kept.Report.People[0].Score!);
        (person with { Score = score }).ShouldBe(kept.Report.People[0]);
        (person.Score! with { Auc = score.Auc, Confusion = score.Confusion }).ShouldBe(score);
        person.Score.Auc.ShouldBe([0.9, null]);
        person.Score.Confusion.ToRows().ShouldBe([[2, 1], [0, 3]]);
        (await store.FindAsync(8, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"initial\":{\"labels\":\"None\"},\"mark\":1")]
    [InlineData("[1, 2]")]
    [InlineData("{\"mark\":1}")]
    public async Task A_file_that_is_no_study_counts_as_none_and_can_be_replaced(string text)
    {
        await using var installation = await Installation.CreateAsync();
        var (store, folder) = (installation.Get<IStudyStore>(), installation.Get<DataFolder>().Studies);
        await store.KeepAsync(7, Study(mark: 1), default);
        await File.WriteAllTextAsync(Path.Combine(folder, "7.json"), text);

        (await store.FindAsync(7, default)).ShouldBeNull();

        await store.KeepAsync(7, Study(mark: 2), default);
        (await store.FindAsync(7, default))!.Mark.ShouldBe(2);
        Directory.GetFiles(folder).ShouldHaveSingleItem();
    }

    private static KeptStudy Study(long mark)
    {
        var score = new AnnotatorScore(
            5.0 / 6, new Interval(0.4, 0.97), 0.83, new Interval(0.5, 1), new List<double?> { 0.9, null }, new ConfusionMatrix([0, 0, 0, 1, 1, 1], [0, 1, 0, 1, 1, 1], 2),
            new PairedDifference(-0.1, new Interval(-0.3, 0.1)), null);
        var initial = new AnnotatorModel("", 0, 0, 0, null, "There is no label of a class to learn from.");
        return new KeptStudy(
            new InitialChoice(InitialLabels.OfPerson, 3), mark, ClassMark: 4, Installation.Noon,
            new AnnotatorReport(initial, initial, new List<AnnotatorModel> { new("Ann", 8, 1, 9, score, null) { PersonId = 5 } }, 6));
    }
}
