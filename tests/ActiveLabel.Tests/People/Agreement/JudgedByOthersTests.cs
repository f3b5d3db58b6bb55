using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Tests.People.Agreement;

/// <summary>Who is judged by the others is never judged by their own answer.</summary>
public sealed class JudgedByOthersTests
{
    [Fact]
    public void One_against_two_is_wrong_and_each_of_the_two_is_judged_by_a_tie()
    {
        var judged = JudgedByOthers.OfAll(new Ratings([new(0, 0, 0), new(0, 1, 0), new(0, 2, 1)], 1, 3, 2));

        (judged[2].Shared, judged[2].Judged, judged[2].Agreement).ShouldBe((1, 1, 0.0));
        judged[2].Confusion[0, 1].ShouldBe(1);
        // With the own answer in the consensus this one would be right.
        (judged[0].Shared, judged[0].Tied, judged[0].Judged, judged[0].Agreement).ShouldBe((1, 1, 0, null));
    }

    [Fact]
    public void Two_people_judge_each_other()
    {
        var judged = JudgedByOthers.OfAll(new Ratings([new(0, 0, 0), new(0, 1, 1), new(1, 0, 1), new(1, 1, 1)], 2, 2, 2));

        judged[0].Confusion[1, 0].ShouldBe(1);
        judged[1].Confusion[0, 1].ShouldBe(1);
        judged.ShouldAllBe(j => j.Judged == 2 && j.Agreement == 0.5 && j.Interval != null);
    }

    [Fact]
    public void Who_labels_alone_is_judged_by_nobody()
    {
        var judged = JudgedByOthers.OfAll(new Ratings([new(0, 0, 0), new(1, 0, 1)], 2, 1, 2)).ShouldHaveSingleItem();

        (judged.Shared, judged.Judged, judged.Agreement, judged.Interval).ShouldBe((0, 0, null, null));
        judged.Kappa.Gap.ShouldBe(AgreementGap.NoOverlap);
    }

    [Fact]
    public void Majorities_are_those_of_a_plain_count()
    {
        var random = new Random(5);
        var ratings = Enumerable.Range(0, 300).SelectMany(unit => Enumerable.Range(0, 7).Where(_ => random.Next(3) > 0).Select(rater => new Rating(unit, rater, random.Next(3)))).ToList();
        var judged = JudgedByOthers.OfAll(new Ratings(ratings, 300, 7, 3));

        for (var rater = 0; rater < 7; rater++)
        {
            var expected = new int[3, 3];
            foreach (var own in ratings.Where(r => r.Rater == rater))
            {
                var counts = ratings.Where(r => r.Unit == own.Unit && r.Rater != rater).CountBy(r => r.Category).OrderByDescending(c => c.Value).ToList();
                if (counts.Count > 0 && (counts.Count == 1 || counts[0].Value > counts[1].Value))
                    expected[counts[0].Key, own.Category]++;
            }

            judged[rater].Judged.ShouldBeGreaterThan(50);
            for (var i = 0; i < 9; i++)
                judged[rater].Confusion[i / 3, i % 3].ShouldBe(expected[i / 3, i % 3]);
        }
    }
}
