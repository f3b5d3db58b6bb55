using ActiveLabel.Core.Labels.Consensus;
using CsCheck;

namespace ActiveLabel.Tests.Labels.Consensus;

public sealed class DawidSkeneTests
{
    /// <summary>The anaesthetists' answers of Dawid and Skene 1979, Table 1: a line a patient, the first observer's three before the others'.</summary>
    private const string Anaesthetists =
        """
        1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223
        4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322
        2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
        1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111
        1111111 1212111 2322222 1211111 2222222
        """;

    [Fact]
    public void The_anaesthetists_of_the_paper_come_out_as_published()
    {
        var fit = DawidSkene.Fit(Patients(), new DawidSkeneOptions(Tolerance: 1e-12));

        fit.Converged.ShouldBeTrue();
        Rounded(fit.Shares).ShouldBe([0.40, 0.42, 0.11, 0.07]);
        Rounded(RatesOf(fit, observer: 0, truth: 0)).ShouldBe([0.89, 0.11, 0, 0]);
        Rounded(RatesOf(fit, observer: 0, truth: 1)).ShouldBe([0.07, 0.88, 0.05, 0]);
        Rounded(RatesOf(fit, observer: 0, truth: 2)).ShouldBe([0, 0.34, 0.66, 0]);
        Rounded(RatesOf(fit, observer: 0, truth: 3)).ShouldBe([0, 0, 0.56, 0.44]);
    }

    /// <summary>From tests/ActiveLabel.Benchmarks/peers/dawid_skene.py.</summary>
    [Fact]
    public void An_independent_implementation_finds_the_same()
    {
        var fit = DawidSkene.Fit(Patients(), new DawidSkeneOptions(Tolerance: 1e-12));

        Close(fit.Shares, [0.399555, 0.421983, 0.111795, 0.066667]);
        Close(RatesOf(fit, 1, 1), [0.052707, 0.632946, 0.314347, 0]);
        Close(RatesOf(fit, 2, 2), [0, 0.403671, 0.198776, 0.397552]);
        Close(RatesOf(fit, 4, 3), [0, 0, 0.333333, 0.666667]);
        Close(PosteriorOf(fit, 7), [0.981020, 0.018980, 0, 0]);
        Close(PosteriorOf(fit, 35), [0, 0.947995, 0.052005, 0]);
        Close(PosteriorOf(fit, 38), [0, 0.021200, 0.978800, 0]);
    }

    [Fact]
    public void Whatever_is_answered_probabilities_sum_to_one_and_the_order_of_the_log_does_not_matter() =>
        Gen.Select(Gen.Select(Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[0, 2]).Array[0, 30], Gen.Bool, Gen.Bool).Sample((answers, prior, lone) =>
        {
            var options = new DawidSkeneOptions(prior ? [.. Enumerable.Repeat(0.5, 4 * 9)] : null, prior ? 1 : 0, lone);
            var fit = DawidSkene.Fit(CrowdAnswers.Of(answers, 7, 4, 3), options);
            var turned = DawidSkene.Fit(CrowdAnswers.Of([.. answers.Reverse()], 7, 4, 3), options);

            turned.Posteriors.ShouldBe(fit.Posteriors);
            foreach (var image in fit.Posteriors.Chunk(3)) image.Sum().ShouldBe(1, 1e-9);
            for (var person = 0; person < 4; person++)
            {
                for (var truth = 0; truth < 3; truth++)
                    Enumerable.Range(0, 3).Sum(given => fit.Rates[(((person * 3) + given) * 3) + truth]).ShouldBe(1, 1e-9);
            }
        });

    [Fact]
    public void Each_step_makes_the_answers_more_likely()
    {
        var likelihoods = Enumerable.Range(1, 10).Select(steps => DawidSkene.Fit(Patients(), new DawidSkeneOptions(MostIterations: steps, Tolerance: 0)).LogLikelihood).ToList();

        likelihoods.ShouldBe(likelihoods.Order());
        DawidSkene.Fit(Patients(), new DawidSkeneOptions(MostIterations: 2)).Converged.ShouldBeFalse("it says so when it ran out of steps");
    }

    [Fact]
    public void What_is_certain_stays_and_teaches_how_right_people_are()
    {
        var answers = CrowdAnswers.Of([(0, 0, 1), (1, 0, 1), (2, 0, 1), (3, 0, 1)], 4, 1, 2) with { Known = [0, 0, 0, -1] };

        var fit = DawidSkene.Fit(answers, new DawidSkeneOptions([2, 1, 1, 2], PriorShare: 1, LearnsFromLone: false));

        fit.Posteriors.Take(6).ShouldBe([1, 0, 1, 0, 1, 0]);
        fit.Posteriors[6].ShouldBeGreaterThan(0.5, "whoever always errs says by it what it is");
    }

    private static CrowdAnswers Patients() => CrowdAnswers.Of(
        [
            .. Anaesthetists.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).SelectMany(
                (said, patient) => said.Trim().Select((given, at) => (patient, Math.Max(0, at - 2), given - '1'))),
        ],
        45, 5, 4);

    private static double[] RatesOf(DawidSkeneFit fit, int observer, int truth) =>
        [.. Enumerable.Range(0, 4).Select(given => fit.Rates[(((observer * 4) + given) * 4) + truth])];

    private static double[] PosteriorOf(DawidSkeneFit fit, int patient) => fit.Posteriors[((patient - 1) * 4)..(patient * 4)];

    private static double[] Rounded(double[] values) => [.. values.Select(v => Math.Round(v, 2))];

    private static void Close(double[] values, double[] expected)
    {
        for (var at = 0; at < expected.Length; at++) values[at].ShouldBe(expected[at], 1e-6);
    }
}
