using System.Diagnostics;
using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Tests.People.Agreement;

/// <summary>Agreement of many people, against worked examples that others have published.</summary>
public sealed class GroupAgreementTests
{
    /// <summary>Fleiss 1971, table 1: thirty patients, six diagnoses each (depression, personality disorder, schizophrenia, neurosis, other).</summary>
    private const string Diagnoses =
        """
        0 0 0 6 0 | 0 3 0 0 3 | 0 1 4 0 1 | 0 0 0 0 6 | 0 3 0 3 0 | 2 0 4 0 0 | 0 0 4 0 2 | 2 0 3 1 0 | 2 0 0 4 0 | 0 0 0 0 6
        1 0 0 5 0 | 1 1 0 4 0 | 0 3 3 0 0 | 1 0 0 5 0 | 0 2 0 3 1 | 0 0 5 0 1 | 3 0 0 1 2 | 5 1 0 0 0 | 0 2 0 4 0 | 1 0 2 0 3
        0 0 0 0 6 | 0 1 0 5 0 | 0 2 0 1 3 | 2 0 0 4 0 | 1 0 0 4 1 | 0 5 0 1 0 | 4 0 0 0 2 | 0 2 0 4 0 | 1 0 5 0 0 | 0 0 0 0 6
        """;

    [Fact]
    public void Fleiss_kappa_of_the_psychiatric_diagnoses_is_the_published_one()
    {
        var agreement = GroupAgreement.Of(OfCounts(Diagnoses, categories: 5));

        agreement.Kappa.Value!.Value.ShouldBe(0.430, 0.0005);
        agreement.Kappa.Units.ShouldBe(30);
        agreement.Kappa.Answers.ShouldBe(180);
        agreement.Kappa.Interval!.Value.Low.ShouldBeInRange(0.25, 0.40);
        agreement.Kappa.Interval!.Value.High.ShouldBeInRange(0.45, 0.60);
    }

    [Fact]
    public void Alpha_of_two_coders_is_the_published_one() =>
        // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example B.
        GroupAgreement.Of(OfRows("a a b b d c c c e d d a", "b a b b b c c c e d d d")).Alpha.Value!.Value.ShouldBe(0.692, 0.0005);

    [Fact]
    public void Alpha_of_two_coders_with_two_values_is_the_published_one() =>
        // The same, example A.
        GroupAgreement.Of(OfRows("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")).Alpha.Value!.Value.ShouldBe(0.095, 0.0005);

    [Fact]
    public void Alpha_with_missing_answers_is_the_published_one()
    {
        // The same, example C: four coders, twelve units, of which the last has one value and pairs with nothing.
        var agreement = GroupAgreement.Of(OfRows(
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 ."));

        agreement.Alpha.Value!.Value.ShouldBe(0.743, 0.0005);
        (agreement.Alpha.Units, agreement.Alpha.Answers).ShouldBe((11, 40));
    }

    [Fact]
    public void Everybody_agreeing_on_several_classes_is_1()
    {
        var agreement = GroupAgreement.Of(OfRows("a b c a b", "a b c a b", "a b c a b"));

        agreement.Alpha.Value.ShouldBe(1);
        agreement.Kappa.Value.ShouldBe(1);
        // Every resample gives 1: that says nothing of how sure it is.
        agreement.Alpha.Interval.ShouldBeNull();
    }

    [Fact]
    public void Everybody_always_saying_one_class_has_no_value_and_says_why()
    {
        var agreement = GroupAgreement.Of(OfRows("a a a", "a a a"));

        agreement.Alpha.Value.ShouldBeNull();
        agreement.Alpha.Gap.ShouldBe(AgreementGap.OneCategory);
        agreement.Alpha.Units.ShouldBe(3);
    }

    [Fact]
    public void Everybody_disagreeing_is_below_0()
    {
        var agreement = GroupAgreement.Of(OfRows("a b c a b c", "b c a b c a", "c a b c a b"));

        agreement.Alpha.Value!.Value.ShouldBeLessThan(0);
        agreement.Kappa.Value!.Value.ShouldBe(-0.5, 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b c")]
    public void No_two_answers_about_one_image_have_no_value_and_say_why(string alone) =>
        GroupAgreement.Of(OfRows(alone)).Alpha.ShouldBe(new AgreementFigure(null, null, 0, 0, AgreementGap.NoOverlap));

    [Fact]
    public void Intervals_are_the_same_whenever_the_seed_is()
    {
        var ratings = OfCounts(Diagnoses, categories: 5);

        GroupAgreement.Of(ratings, seed: 7).ShouldBe(GroupAgreement.Of(ratings, seed: 7));
        GroupAgreement.Of(ratings, seed: 8).Alpha.Interval.ShouldNotBe(GroupAgreement.Of(ratings, seed: 7).Alpha.Interval);
    }

    [Fact]
    public void Interval_of_alpha_holds_what_it_estimates_about_as_often_as_it_says()
    {
        // Three people who are right four times in five, over three classes: alpha of endless images is a little below 0.5.
        var truth = GroupAgreement.Of(MadeUp(people: 3, images: 60_000, seed: 999)).Alpha.Value!.Value;
        var held = Enumerable.Range(1, 100).Count(seed =>
        {
            var interval = GroupAgreement.Of(MadeUp(people: 3, images: 120, seed), seed).Alpha.Interval!.Value;
            return interval.Low <= truth && truth <= interval.High;
        });
        held.ShouldBeInRange(88, 100);
    }

    [Fact]
    public void Three_hundred_thousand_answers_of_fifty_people_take_a_moment()
    {
        var ratings = MadeUp(people: 50, images: 100_000, seed: 1, answersAnImage: 3);
        ratings.Count.ShouldBe(300_000);
        var started = Stopwatch.GetTimestamp();
        GroupAgreement.Of(ratings).Alpha.Interval.ShouldNotBeNull();
        PairAgreement.OfAll(ratings).Sum(p => p.Shared).ShouldBe(300_000);
        JudgedByOthers.OfAll(ratings).Sum(j => j.Shared).ShouldBe(300_000);
        // Alone on two cores it is well under a second; the machine that tests may be busy.
        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeLessThan(10);
    }

    [Fact]
    public void Two_answers_of_one_person_about_one_image_are_refused() =>
        Should.Throw<ArgumentException>(() => new Ratings([new(0, 0, 0), new(0, 0, 1)], 1, 1, 2)).Message.ShouldContain("two answers");

    private static Ratings MadeUp(int people, int images, int seed, int answersAnImage = 3)
    {
        var random = new Random(seed);
        var ratings = new List<Rating>(images * answersAnImage);
        for (var image = 0; image < images; image++)
        {
            var truth = random.Next(3);
            var first = random.Next(people);
            for (var answer = 0; answer < answersAnImage; answer++)
            {
                var said = random.NextDouble() < 0.8 ? truth : (truth + 1 + random.Next(2)) % 3;
                ratings.Add(new Rating(image, (first + (answer * (1 + (image % (people / answersAnImage))))) % people, said));
            }
        }

        return new Ratings(ratings, images, people, 3);
    }

    /// <summary>A line of values a person; a point where one is missing.</summary>
    private static Ratings OfRows(params string[] rows)
    {
        var values = rows.Select(r => r.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var names = values.SelectMany(v => v).Where(v => v != ".").Distinct().Order(StringComparer.Ordinal).ToList();
        return new Ratings(
            [.. values.Index().SelectMany(row => row.Item.Index().Where(v => v.Item != ".").Select(v => new Rating(v.Index, row.Index, names.IndexOf(v.Item))))],
            values.Max(v => v.Length), rows.Length, Math.Max(1, names.Count));
    }

    /// <summary>How often each category was given, image by image: by whom does not matter here.</summary>
    private static Ratings OfCounts(string table, int categories)
    {
        var images = table.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(i => i.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList()).ToList();
        var ratings = images.Index().SelectMany(image => image.Item.Index().SelectMany(c => Enumerable.Repeat(c.Index, c.Item))
            .Index().Select(said => new Rating(image.Index, said.Index, said.Item))).ToList();
        return new Ratings(ratings, images.Count, images.Max(i => i.Sum()), categories);
    }
}
