using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Stopping;
using ActiveLabel.Core.Models;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Stopping;

public sealed class StoppingAdvisorTests
{
    [Fact]
    public void Nothing_is_recommended_before_five_judged_rounds()
    {
        for (var rounds = 0; rounds < 5; rounds++)
        {
            var advice = StoppingAdvisor.Advise(Flat(rounds));

            advice.Verdict.ShouldBe(StoppingVerdict.TooEarly);
            advice.Gain.ShouldBeNull();
            advice.Reason.ShouldContain("5");
        }
    }

    [Fact]
    public void A_steep_curve_goes_on()
    {
        var advice = StoppingAdvisor.Advise(Curve(12, n => 0.9 - (0.4 * Math.Exp(-n / 150.0))));

        advice.Verdict.ShouldBe(StoppingVerdict.GoOn);
        advice.Gain!.Expected.ShouldBeGreaterThan(0.02);
        advice.Reason.ShouldStartWith("The next 50 labels are expected to bring ");
    }

    [Fact]
    public void A_curve_that_has_levelled_off_stops_and_not_before_it_has()
    {
        var history = Curve(60, n => 0.85 - (4.0 / n));

        var stop = StoppingAdvisor.Follow([.. history]).First(a => a.Advice.Verdict == StoppingVerdict.Stop).Labels;

        // From 180 labels on the next 50 bring less than a point: 4/180 - 4/230 is 0.005, at 118 it is 0.010.
        stop.ShouldBeInRange(100, 300);
        var advice = StoppingAdvisor.Advise(history);
        advice.Verdict.ShouldBe(StoppingVerdict.Stop);
        advice.Gain!.Expected.ShouldBeLessThan(StoppingAdvisor.SmallGain);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Noise_does_not_make_it_flap(int seed)
    {
        var random = new Random(seed);
        var history = Curve(60, n => 0.85 - (4.0 / n) + (0.006 * (random.NextDouble() + random.NextDouble() - 1)));

        var verdicts = StoppingAdvisor.Follow([.. history]).Select(a => a.Advice.Verdict).Where(v => v != StoppingVerdict.TooEarly).ToList();

        verdicts.ShouldContain(StoppingVerdict.Stop);
        verdicts.Zip(verdicts.Skip(1)).Count(pair => pair.First != pair.Second).ShouldBe(1);
    }

    [Fact]
    public void One_lucky_round_does_not_stop_it_and_a_new_rise_takes_the_stop_back()
    {
        var flat = Curve(60, n => n < 300 ? 0.5 : 0.5 + ((n - 300) * 0.001));

        var advice = StoppingAdvisor.Follow([.. flat]).ToList();

        advice.Single(a => a.Labels == 300).Advice.Verdict.ShouldBe(StoppingVerdict.Stop);
        advice.Single(a => a.Labels == 310).Advice.Verdict.ShouldBe(StoppingVerdict.Stop);
        advice[^1].Advice.Verdict.ShouldBe(StoppingVerdict.GoOn);
    }

    [Fact]
    public void Few_judging_images_widen_the_interval_and_are_said()
    {
        var many = StoppingAdvisor.Advise(Flat(20, error: 0.015, judging: 600));
        var few = StoppingAdvisor.Advise(Flat(20, error: 0.09, judging: 20));

        Width(few).ShouldBeGreaterThan(3 * Width(many));
        few.Verdict.ShouldBe(StoppingVerdict.TooEarly);
        few.Reason.ShouldBe("20 test images are too few to tell a gain of 1 point: label about 40 more test images.");
    }

    [Fact]
    public void The_next_labels_are_told_one_after_the_other_with_ever_wider_intervals()
    {
        var advice = StoppingAdvisor.Advise(Curve(12, n => 0.9 - (0.4 * Math.Exp(-n / 150.0))));

        advice.Ahead.Select(g => g.Labels).ShouldBe([10, 20, 30, 40, 50]);
        advice.Ahead.Select(g => g.Expected).ShouldBeInOrder();
        advice.Ahead.Select(g => g.Range.High - g.Range.Low).ShouldBeInOrder();
        advice.Ahead.ShouldAllBe(g => g.Range.Low < g.Expected && g.Expected < g.Range.High);
    }

    [Theory, InlineData(1), InlineData(10), InlineData(100)]
    public void Rounds_after_every_label_or_after_a_hundred_are_judged_as_well(int batch)
    {
        var history = Enumerable.Range(1, 1000 / batch).Select(i => Judged(i * batch, 0.85 - (4.0 / Math.Max(5, i * batch)))).ToList();

        StoppingAdvisor.Advise(history).Verdict.ShouldBe(StoppingVerdict.Stop);
    }

    [Fact]
    public void Rounds_judged_otherwise_or_with_labels_since_taken_back_do_not_count()
    {
        ModelSummary[] versions =
        [
            Version(1, 20, EvaluationBasis.AuditCrossFitting), Version(2, 30, EvaluationBasis.TestSplit), Version(3, 60, EvaluationBasis.TestSplit),
            Version(4, 40, null), Version(5, 50, EvaluationBasis.TestSplit),
        ];

        JudgedRound.Of(versions).Select(r => r.Labels).ShouldBe([30, 50]);
    }

    [Theory, InlineData(0.5, 7, 0.6838), InlineData(2.0, 7, 0.9572), InlineData(-1.0, 5, 0.1816), InlineData(0, 9, 0.5)]
    public void The_student_distribution_is_that_of_the_tables(double t, double freedom, double expected) =>
        StudentMixture.Student(t, freedom).ShouldBe(expected, 0.001);

    private static double Width(StoppingAdvice advice) => advice.Gain!.Range.High - advice.Gain.Range.Low;

    private static List<JudgedRound> Flat(int rounds, double error = 0.015, int judging = 600) =>
        [.. Curve(rounds, _ => 0.8).Select(r => r with { StandardError = error, Judging = judging })];

    private static List<JudgedRound> Curve(int rounds, Func<int, double> accuracy) =>
        [.. Enumerable.Range(1, rounds).Select(i => Judged(i * 10, accuracy(i * 10)))];

    private static JudgedRound Judged(int labels, double accuracy) => new(EvaluationBasis.TestSplit, labels, accuracy, 0.015, 600);

    private static ModelSummary Version(int number, int labels, EvaluationBasis? basis) => new(
        number, number, labels, basis is { } b ? new EvaluationSummary(b, 50, 0.8, 0.8, 0.8, 0.5, [0.9, 0.9]) : null, DateTimeOffset.UnixEpoch);
}
