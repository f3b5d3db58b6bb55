using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Tests.People.Agreement;

public sealed class PairAgreementTests
{
    [Fact]
    public void Kappa_is_Cohens_own_example()
    {
        // Cohen 1960, table 1: 200 subjects, proportions on the diagonal .44, .20 and .06.
        var pair = PairAgreement.Of(0, 1, [88, 14, 18, 10, 40, 10, 2, 6, 12], 3);

        pair.Kappa.Value!.Value.ShouldBe(0.492, 0.0005);
        (pair.Shared, pair.Same).ShouldBe((200, 140));
    }

    [Fact]
    public void Interval_is_by_the_standard_error_of_Fleiss_Cohen_and_Everitt()
    {
        // R, package statpsych, ci.kappa(.05, 31, 12, 4, 58): estimate 0.6756757, 0.5317210 to 0.8196303.
        var kappa = PairAgreement.Of(0, 1, [31, 12, 4, 58], 2).Kappa;

        kappa.Value!.Value.ShouldBe(0.6756757, 5e-8);
        kappa.Interval!.Value.Low.ShouldBe(0.5317210, 5e-7);
        kappa.Interval!.Value.High.ShouldBe(0.8196303, 5e-7);
    }

    [Fact]
    public void Kappa_and_its_error_are_the_example_of_Fleiss_Cohen_and_Everitt()
    {
        // Their table 1, from Spitzer and others 1967: proportions of 200 subjects; kappa .429.
        var kappa = PairAgreement.Of(0, 1, [106, 10, 4, 22, 28, 10, 2, 12, 6], 3).Kappa;

        kappa.Value!.Value.ShouldBe(0.429, 0.0005);
        var error = (kappa.Interval!.Value.High - kappa.Interval.Value.Low) / 2 / 1.959964;
        error.ShouldBe(0.0537, 0.0003);
    }

    [Fact]
    public void Two_who_always_agree_have_1_and_no_interval()
    {
        var kappa = PairAgreement.Of(0, 1, [3, 0, 0, 2], 2).Kappa;

        kappa.Value.ShouldBe(1);
        kappa.Interval.ShouldBeNull();
    }

    [Fact]
    public void Two_who_always_say_one_class_have_no_kappa()
    {
        var pair = PairAgreement.Of(0, 1, [5, 0, 0, 0], 2);

        pair.Kappa.Gap.ShouldBe(AgreementGap.OneCategory);
        (pair.Shared, pair.Same).ShouldBe((5, 5));
    }

    [Fact]
    public void People_without_a_common_image_are_no_pair()
    {
        var pairs = PairAgreement.OfAll(new Ratings([new(0, 0, 0), new(1, 1, 0), new(1, 2, 1)], 2, 3, 2));

        pairs.ShouldHaveSingleItem();
        (pairs[0].First, pairs[0].Second, pairs[0].Shared, pairs[0].Same).ShouldBe((1, 2, 1, 0));
    }

    [Fact]
    public void Pairs_count_exactly_the_images_that_both_answered()
    {
        var random = new Random(3);
        var ratings = new List<Rating>();
        for (var unit = 0; unit < 200; unit++)
            for (var rater = 0; rater < 6; rater++)
                if (random.Next(2) == 0)
                    ratings.Add(new Rating(unit, rater, random.Next(4)));

        foreach (var pair in PairAgreement.OfAll(new Ratings(ratings, 200, 6, 4)))
        {
            var both = ratings.Where(r => r.Rater == pair.First).Join(ratings.Where(r => r.Rater == pair.Second), r => r.Unit, r => r.Unit, (a, b) => (a.Category, b.Category)).ToList();
            (pair.Shared, pair.Same).ShouldBe((both.Count, both.Count(b => b.Item1 == b.Item2)));
        }
    }
}
