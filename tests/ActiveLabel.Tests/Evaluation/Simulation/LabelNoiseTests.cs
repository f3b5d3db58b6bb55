using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Sampling;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Simulation;

public sealed class LabelNoiseTests
{
    private const int Images = 20_000, Classes = 5;

    [Fact]
    public void A_share_of_the_answers_is_wrong_and_each_other_class_as_often()
    {
        var answers = Answers(share: 0.2, seed: 3);

        var wrong = answers.Where(a => a != 2).ToArray();
        ((double)wrong.Length / Images).ShouldBe(0.2, 0.01);
        foreach (var other in new[] { 0, 1, 3, 4 })
        {
            ((double)wrong.Count(a => a == other) / wrong.Length).ShouldBe(0.25, 0.03);
        }
    }

    [Fact]
    public void Without_noise_every_answer_is_right() => Answers(share: 0, seed: 3).ShouldAllBe(a => a == 2);

    [Fact]
    public void Other_seeds_tell_other_lies()
    {
        var (one, other) = (Answers(0.2, seed: 1), Answers(0.2, seed: 2));

        Answers(0.2, seed: 1).ShouldBe(one);
        // Both wrong in 4 of 100, if they have nothing to do with each other.
        (one.Zip(other).Count(a => a.First != 2 && a.Second != 2) / (double)Images).ShouldBe(0.04, 0.01);
    }

    [Fact]
    public void Those_that_random_picking_asks_first_are_no_more_often_wrong()
    {
        var answers = Answers(0.2, seed: 7);

        var first = SeededOrder.Shuffle([.. Enumerable.Range(0, Images).Select(i => (long)i)], seed: 7).Take(2_000).ToArray();

        (first.Count(i => answers[i] != 2) / 2_000.0).ShouldBe(0.2, 0.04);
    }

    [Fact]
    public void An_image_of_no_class_stays_one() =>
        Enumerable.Range(0, 100).ShouldAllBe(i => LabelNoise.Answer(LabelledSet.Outside, Classes, 0.9, 1, i) == LabelledSet.Outside);

    private static int[] Answers(double share, int seed) =>
        [.. Enumerable.Range(0, Images).Select(i => LabelNoise.Answer(2, Classes, share, seed, i))];
}
