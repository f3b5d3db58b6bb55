using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Evaluation.Simulation.Crowd;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Tests.Rounds;

namespace ActiveLabel.Tests.Evaluation.Simulation;

public sealed class CrowdSimulatorTests
{
    private static readonly CrowdPlan OneEach = new(1, WherePays: false, ConsensusMethod.MajorityVote, Weighted: false);

    [Fact]
    public void Every_way_buys_as_many_answers_and_each_of_them_is_told_apart_by_images_and_by_right_labels()
    {
        CrowdPlan[] plans = [OneEach, OneEach with { Overlap = 3 }, OneEach with { WherePays = true, Consensus = ConsensusMethod.DawidSkene, Weighted = true }];

        var curves = Run(plans, noise: 0.25);

        curves.Select(c => c.Plan).ShouldBe(plans);
        foreach (var curve in curves) curve.Rounds.Select(r => r.Answers).ShouldBe([18, 30, 42, 54]);
        curves[1].Rounds[^1].Images.Mean.ShouldBe(18, "three answers each");
        curves[0].Rounds[^1].Images.Mean.ShouldBe(54);
        curves[2].Rounds[^1].Images.Mean.ShouldBeInRange(18, 53, "some places went to second opinions");
        curves[1].Rounds[^1].LabelAccuracy.Mean.ShouldBeGreaterThan(curves[0].Rounds[^1].LabelAccuracy.Mean);
        curves[0].Difference.ShouldBeNull();
        curves[1].Difference.ShouldNotBeNull();
    }

    [Fact]
    public void The_same_options_give_the_same_curves_and_nobody_errs_without_noise()
    {
        var (one, other) = (Run([OneEach], noise: 0.25), Run([OneEach], noise: 0.25));

        other[0].Rounds.ShouldBe(one[0].Rounds);
        Run([OneEach], noise: 0)[0].Rounds.ShouldAllBe(r => r.LabelAccuracy.Mean == 1);
    }

    [Fact]
    public void People_who_are_unlike_err_the_noise_on_average()
    {
        var people = new CrowdAnswerer(Set(), Options([OneEach], 0.2) with { Spread = 1 }, seed: 1);

        Enumerable.Range(0, 5).Average(people.NoiseOf).ShouldBe(0.2, 1e-12);
        (people.NoiseOf(0), people.NoiseOf(4)).ShouldBe((0, 0.4));
    }

    [Fact]
    public void All_that_is_out_of_bounds_is_named_at_once()
    {
        var wrong = Should.Throw<WrongUseException>(() => (Options([OneEach with { Overlap = 9 }], 1.2) with { People = 1, Batch = 0 }).Check());

        wrong.Message.ShouldContain("2 to 1000 annotators");
        wrong.Message.ShouldContain("different people");
        wrong.Message.ShouldContain("noise");
        wrong.Message.ShouldContain("batch");
    }

    private static IReadOnlyList<CrowdCurve> Run(CrowdPlan[] plans, double noise) =>
        new CrowdSimulator(World.RealTrainer()).Run(Set(), Options(plans, noise), progress: null, default);

    private static CrowdOptions Options(CrowdPlan[] plans, double noise) => new(plans, People: 5, noise, Spread: 0, Start: 18, Batch: 12, Rounds: 3, Seeds: 2);

    /// <summary>Three classes that lie apart.</summary>
    private static LabelledSet Set()
    {
        var random = new Random(5);
        var values = new float[200 * 6];
        for (var i = 0; i < values.Length; i++) values[i] = (float)random.NextDouble() + (i % 6 == i / 6 % 3 ? 1.2f : 0);
        return new LabelledSet(
            new VectorRows(new VectorTable(values, 6), [.. Enumerable.Range(0, 200).Select(i => (long)i)]), [.. Enumerable.Range(0, 200).Select(i => i % 3)],
            ["sound", "dry", "encased"], [], [.. Enumerable.Range(0, 120)], [.. Enumerable.Range(120, 80)]);
    }
}
