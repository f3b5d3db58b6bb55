using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using CsCheck;

namespace ActiveLabel.Tests.Labels.Consensus;

public sealed class ProjectConsensusTests
{
    private static readonly long[] Classes = [11, 12, 13, 14];

    [Fact]
    public void Whatever_the_method_what_all_agree_on_stays_and_every_answered_image_has_a_class_that_somebody_gave_it() =>
        Gen.Select(Gen.Select(Gen.Int[1, 8], Gen.Int[1, 5], Gen.Int[0, 3]).Array[0, 40], Gen.Enum<ConsensusMethod>()).Sample((said, method) =>
        {
            Opinion[] opinions = [.. said.Select(s => new Opinion(s.Item1, s.Item2, Classes[s.Item3], LabelSource.LabelPage))];
            var consensus = ProjectConsensus.Of(opinions, method, Classes, []);

            consensus.Images.Keys.ShouldBe(opinions.Select(o => o.ImageId).Distinct(), ignoreOrder: true);
            foreach (var image in opinions.GroupBy(o => o.ImageId))
            {
                var newest = image.GroupBy(o => o.PersonId).Select(o => o.Last().ClassId).Distinct().ToList();
                newest.ShouldContain(consensus.Images[image.Key].ClassId);
                consensus.Images[image.Key].IsDisputed.ShouldBe(newest.Count > 1);
                consensus.Images[image.Key].Confidence.ShouldBeInRange(double.Epsilon, 1);
            }
        });

    [Fact]
    public void The_order_of_the_log_does_not_matter_to_Dawid_and_Skene() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 5], Gen.Int[0, 3]).Array[0, 40].Sample(said =>
        {
            Opinion[] opinions = [.. said.DistinctBy(s => (s.Item1, s.Item2)).Select(s => new Opinion(s.Item1, s.Item2, Classes[s.Item3], LabelSource.LabelPage))];

            var (one, other) = (DawidSkene(opinions), DawidSkene([.. opinions.Reverse()]));

            other.Images.ShouldBe(one.Images, ignoreOrder: true);
            other.People.Select(p => (p.PersonId, p.Accuracy)).ShouldBe(one.People.Select(p => (p.PersonId, p.Accuracy)));
        });

    [Fact]
    public void A_good_person_outweighs_two_who_guess()
    {
        var opinions = new List<Opinion>();
        var chance = new Random(7);
        for (var image = 0; image < 200; image++)
        {
            var truth = image % 4;
            opinions.Add(new Opinion(image, 1, Classes[truth], LabelSource.LabelPage));
            opinions.Add(new Opinion(image, 2, Classes[chance.Next(10) < 9 ? truth : chance.Next(4)], LabelSource.LabelPage));
            opinions.Add(new Opinion(image, 3, Classes[chance.Next(4)], LabelSource.LabelPage));
            opinions.Add(new Opinion(image, 4, Classes[chance.Next(4)], LabelSource.LabelPage));
        }

        opinions.AddRange([new(999, 1, 11, LabelSource.LabelPage), new(999, 3, 12, LabelSource.LabelPage), new(999, 4, 12, LabelSource.LabelPage)]);
        var consensus = DawidSkene(opinions);

        consensus.Images[999].ClassId.ShouldBe(11);
        ProjectConsensus.Of(opinions, ConsensusMethod.MajorityVote, Classes, []).Images[999].ClassId.ShouldBe(12);
        var skill = consensus.People.ToDictionary(p => p.PersonId, p => p.Accuracy);
        skill[1].ShouldBeGreaterThan(0.92);
        skill[3].ShouldBeInRange(0.15, 0.4);
        consensus.Converged.ShouldBe(true);
    }

    [Fact]
    public void Whoever_always_errs_is_found_out_and_does_no_harm()
    {
        var opinions = Enumerable.Range(0, 100).SelectMany(image => new Opinion[]
        {
            new(image, 1, Classes[image % 4], LabelSource.LabelPage), new(image, 2, Classes[image % 4], LabelSource.LabelPage), new(image, 3, Classes[(image + 1) % 4], LabelSource.LabelPage),
        });

        var consensus = DawidSkene([.. opinions]);

        consensus.People[2].Accuracy.ShouldBeLessThan(0.15);
        consensus.Images.ShouldAllBe(i => i.Value.ClassId == Classes[i.Key % 4] && i.Value.Confidence > 0.99);
    }

    [Fact]
    public void Gold_answers_tell_how_right_people_are_before_they_have_met()
    {
        Opinion[] opinions = [new(1, 1, 11, LabelSource.LabelPage), new(1, 2, 12, LabelSource.LabelPage)];
        GoldAnswers[] gold =
        [
            .. Classes.Select(c => new GoldAnswers(1, c, c, Hidden: 0, Practised: 2)),
            .. Classes.Select(c => new GoldAnswers(2, c, c, Hidden: 10, Practised: 10)),
        ];

        DawidSkene(opinions, gold).Images[1].ClassId.ShouldBe(12);
        DawidSkene(opinions).Images[1].ShouldSatisfyAllConditions(
            image => image.ClassId.ShouldBe(11, "of two alike the project's first"), image => image.Confidence.ShouldBe(0.5, 0.1));
    }

    [Fact]
    public void Rare_classes_that_one_person_gave_once_are_not_talked_away()
    {
        var opinions = Enumerable.Range(0, 300).Select(image => new Opinion(image, 1, image < 298 ? 11 : 14, LabelSource.LabelPage)).ToList();

        var consensus = DawidSkene(opinions);

        consensus.Images[299].ClassId.ShouldBe(14);
        consensus.Images[299].Confidence.ShouldBe(consensus.Images[0].Confidence, 1e-9);
        consensus.People.ShouldHaveSingleItem().Answers.ShouldBe(0, "nobody else answered: nothing tells how right they are");
    }

    [Fact]
    public void A_verdict_is_certain_and_a_class_that_is_no_more_still_counts_as_a_vote()
    {
        var consensus = DawidSkene([new(1, 1, 11, LabelSource.LabelPage), new(1, 9, 13, LabelSource.Review), new(1, 2, 11, LabelSource.LabelPage), new(2, 1, 77, LabelSource.LabelPage), new(2, 2, 77, LabelSource.LabelPage), new(3, 1, null, LabelSource.LabelPage)]);

        consensus.Images[1].ShouldBe(new ImageConsensus(13, 1, LabelSource.Review, 3, IsDisputed: true, IsVerdict: true));
        consensus.Images[2].ClassId.ShouldBe(77);
        consensus.Images[3].ClassId.ShouldBeNull("a poor example");
    }

    [Fact]
    public void No_answers_come_to_nothing() => DawidSkene([]).Images.ShouldBeEmpty();

    private static ProjectConsensus DawidSkene(IReadOnlyList<Opinion> opinions, params GoldAnswers[] gold) =>
        ProjectConsensus.Of(opinions, ConsensusMethod.DawidSkene, Classes, gold);
}
