using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Tests.Rounds.Lineage;

public sealed class RecordedAnswersTests
{
    [Fact]
    public void Answers_of_many_rounds_come_back_as_they_were_from_the_changes_alone()
    {
        var random = new Random(5);
        var (now, kept, rounds) = (new Dictionary<long, RecordedAnswer>(), new Dictionary<string, byte[]>(), new List<(string Hash, RecordedAnswer[] Answers)>());
        RecordedAnswers? before = null;
        for (var round = 0; round < 120; round++)
        {
            for (var n = 0; n < 10; n++)
            {
                var id = random.NextInt64(1, 3_000);
                if (n == 9) now.Remove(now.Keys.FirstOrDefault());
                else now[id] = new RecordedAnswer(id, random.Next(4), random.Next(5) == 0, n % 3 == 0 ? random.NextDouble() : 1);
            }

            before = RecordedAnswers.Of(now.Values, before);
            kept[before.Hash] = before.Bytes.ToArray();
            rounds.Add((before.Hash, [.. now.Values.OrderBy(a => a.ImageId)]));
        }

        foreach (var (hash, answers) in rounds) Read(hash).ShouldSatisfyAllConditions(read => read.Answers.ShouldBe(answers), read => read.Hash.ShouldBe(hash));
        foreach (var (hash, answers) in rounds.Skip(35).Take(10))
        {
            foreach (var id in Enumerable.Range(1, 3_000)) Find(hash, id).ShouldBe(answers.Where(a => a.ImageId == id).Cast<RecordedAnswer?>().SingleOrDefault());
        }

        kept.Values.Average(b => b.Length).ShouldBeLessThan(500);

        RecordedAnswers Read(string hash) => RecordedAnswers.Read(Chain(hash).Reverse());

        IEnumerable<byte[]> Chain(string hash)
        {
            for (string? at = hash; at is not null; at = RecordedAnswers.BeforeOf(kept[at])) yield return kept[at];
        }

        RecordedAnswer? Find(string hash, long id) =>
            Chain(hash).Select(bytes => (Answer: RecordedAnswers.Find(bytes, id, out var mentioned), mentioned)).First(found => found.mentioned).Answer;
    }

    [Fact]
    public void The_hash_is_that_of_the_answers_however_they_are_written()
    {
        RecordedAnswer[] answers = [.. Enumerable.Range(1, 50).Select(id => new RecordedAnswer(id, id % 3, false, 1))];
        var before = RecordedAnswers.Of(answers.Take(40), null);

        RecordedAnswers.Of(answers, before).Hash.ShouldBe(RecordedAnswers.Of(answers.Reverse(), null).Hash);
        RecordedAnswers.Of(answers, before).Before.ShouldBe(before.Hash);
        RecordedAnswers.Of(answers.Take(40), before).ShouldBeSameAs(before);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 7 })]
    [InlineData(new byte[] { 0, 3, 1 })]
    [InlineData(new byte[] { 1, 1, 1 })]
    public void Damaged_bytes_are_told(byte[] bytes) => Should.Throw<InvalidDataException>(() => RecordedAnswers.Read([bytes]));
}
