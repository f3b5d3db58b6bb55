using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.SecondOpinions;

namespace ActiveLabel.Tests.Sampling.SecondOpinions;

public sealed class SecondOpinionTests
{
    /// <summary>Two images with two answers, one with one; computed by hand from the formulas of CROWDLAB and ActiveLab.</summary>
    private static readonly CrowdAnswers Answers = CrowdAnswers.Of([(0, 0, 0), (0, 1, 0), (1, 0, 1), (1, 1, 0), (2, 0, 0)], 3, 2, 2);

    private static readonly int[] Consensus = [0, 1, 0];

    private static readonly Predictions Predicted = new(new float[] { 0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f }, 2);

    [Fact]
    public void Trust_is_what_the_papers_say()
    {
        var trust = CrowdTrust.Of(Answers, Consensus, Predicted);

        // Half of the pairs agree; always saying the commonest class is right of one of two.
        trust.People.ShouldAllBe(w => Math.Abs(w - 1e-6) < 1e-12);
        trust.Model.ShouldBe((1 - 0) * Math.Sqrt(5 / 3.0), 1e-9);
        trust.Agreement.ShouldBe(0.75, 1e-9);
    }

    [Fact]
    public void Scores_are_what_the_papers_say()
    {
        var trust = new CrowdTrust(Model: 2, People: [1, 0.5], Agreement: 0.75, HasSeveral: true);

        var scores = ActiveLabScores.OfAnswered(trust, Answers, Consensus, Predicted);

        scores[0].ShouldBe(((0.75 * 0.5) + (2 * 0.9) + (1.5 * 0.75)) / (0.75 + 2 + 1.5), 1e-6);
        scores[1].ShouldBe(((0.75 * 0.5) + (2 * 0.8) + 0.75 + (0.5 * 0.25)) / (0.75 + 2 + 1.5), 1e-6);
        scores[2].ShouldBe(((0.75 * 0.5) + (2 * 0.6) + 0.75) / (0.75 + 2 + 1), 1e-6);
        ActiveLabScores.OfNew(trust, [0.7f, 0.3f]).ShouldBe(((0.75 * 0.5) + (2 * 0.7)) / 2.75, 1e-6);
    }

    [Fact]
    public void More_answers_that_agree_make_another_one_less_useful()
    {
        var trust = new CrowdTrust(1, [1, 1, 1], 0.9, HasSeveral: true);
        var predicted = new Predictions(new float[] { 0.6f, 0.4f, 0.6f, 0.4f, 0.6f, 0.4f }, 2);
        var answers = CrowdAnswers.Of([(0, 0, 0), (1, 0, 0), (1, 1, 0), (2, 0, 0), (2, 1, 0), (2, 2, 0)], 3, 3, 2);

        var scores = ActiveLabScores.OfAnswered(trust, answers, [0, 0, 0], predicted);

        scores.ShouldBe(scores.Order());
        scores[0].ShouldBeGreaterThan(ActiveLabScores.OfNew(trust, [0.6f, 0.4f]), "an image that the model thinks the same of, and nobody has answered");
    }

    [Fact]
    public void While_no_image_has_two_answers_the_model_alone_tells_which_are_doubtful()
    {
        var answers = CrowdAnswers.Of([(0, 0, 0), (1, 0, 0)], 2, 1, 2);
        var predicted = new Predictions(new float[] { 0.9f, 0.1f, 0.2f, 0.8f }, 2);

        var trust = CrowdTrust.Of(answers, [0, 0], predicted);
        var scores = ActiveLabScores.OfAnswered(trust, answers, [0, 0], predicted);

        trust.HasSeveral.ShouldBeFalse();
        scores[0].ShouldBe(((2 * 0.9) + 0.5) / 3, 1e-6);
        scores[1].ShouldBe(((2 * 0.2) + 0.5) / 3, 1e-6);
    }

    [Fact]
    public void A_place_goes_to_a_second_opinion_where_that_helps_more_and_the_audit_arm_keeps_its_own()
    {
        Pick[] picks = [new(1, PickReason.Strategy), new(2, PickReason.Audit), new(3, PickReason.Strategy), new(4, PickReason.Strategy)];
        AnsweredCandidate[] candidates = [new(90, 0.7, 1), new(91, 0.3, 2), new(92, 0.5, 1)];

        var dealt = OpinionMix.Deal(picks, id => id == 1 ? 0.4 : 0.6, candidates, most: 10);

        dealt.Select(p => p.ImageId).ShouldBe([91, 2, 1, 92]);
        dealt.Select(p => p.Reason).ShouldBe([PickReason.SecondOpinion, PickReason.Audit, PickReason.Strategy, PickReason.SecondOpinion]);
        dealt.Select(p => p.Wanted).ShouldBe([3, 0, 0, 2]);
        OpinionMix.Deal(picks, _ => 0.6, candidates, most: 0).ShouldBe(picks);
        OpinionMix.Deal(picks, _ => 0.5, [new(92, 0.5, 1)], most: 10).ShouldBe(picks, "of equal ones the new image");
    }
}
