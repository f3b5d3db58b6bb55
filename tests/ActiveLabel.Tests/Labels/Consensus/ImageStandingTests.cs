using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;

namespace ActiveLabel.Tests.Labels.Consensus;

/// <summary>What several people's answers about one image come to by counting.</summary>
public sealed class ImageStandingTests
{
    private const long Sound = 1, Dry = 2, Encased = 3;

    [Fact]
    public void The_newest_answer_counts_where_nothing_else_is_chosen_whatever_review_said() =>
        Of(default, (1, Sound), (2, Sound), (9, Encased, LabelSource.Review), (3, Dry)).ShouldBe(new Answer(Dry, Audit: false, LabelSource.LabelPage) { Confidence = 0.25 });

    [Fact]
    public void The_majority_counts_each_person_by_their_newest_answer()
    {
        Majority((1, Sound), (2, Dry), (3, Sound)).ShouldBe(new Answer(Sound, Audit: false, LabelSource.LabelPage) { Confidence = 2 / 3.0 });
        Majority((1, Sound), (1, Sound), (1, Dry), (2, Dry)).ShouldBe(new Answer(Dry, Audit: false, LabelSource.LabelPage) { Confidence = 1 });
    }

    [Fact]
    public void Of_what_as_many_say_what_was_said_last_counts()
    {
        Majority((1, Sound), (2, Dry))!.ClassId.ShouldBe(Dry);
        Majority((2, Dry), (1, Sound))!.ClassId.ShouldBe(Sound);
        Majority((1, Sound), (2, Dry), (3, Encased), (1, Sound))!.ClassId.ShouldBe(Sound, "everybody disagrees");
    }

    [Fact]
    public void A_verdict_of_review_stands_whatever_is_said_before_and_after_until_it_is_withdrawn()
    {
        var verdict = Entry(9, Encased, LabelSource.Review);
        LabelEntry[] log = [Entry(1, Sound), verdict, Entry(2, Sound), Entry(3, Sound)];

        ImageStanding.Of(log, ConsensusMethod.MajorityVote).Answer.ShouldBe(new Answer(Encased, Audit: false, LabelSource.Review));
        ImageStanding.Of([.. log, Entry(9, null) with { Kind = LabelKind.Withdrawal, Withdraws = verdict.Id }], ConsensusMethod.MajorityVote)
            .Answer!.ClassId.ShouldBe(Sound);
    }

    [Fact]
    public void A_poor_example_is_a_vote_among_the_votes_and_nobody_else_is_asked()
    {
        var standing = ImageStanding.Of([Entry(1, Sound), Entry(2, Sound), Poor(3)], ConsensusMethod.MajorityVote);

        standing.Answer!.ClassId.ShouldBe(Sound);
        standing.IsDone(overlap: 5).ShouldBeTrue();
        ImageStanding.Of([Entry(1, Sound), Poor(2), Poor(3)], ConsensusMethod.MajorityVote).Answer!.IsPoorExample.ShouldBeTrue();
    }

    [Fact]
    public void Skips_are_no_votes_and_an_image_without_answers_has_none()
    {
        ImageStanding.Of([Entry(1, null) with { Kind = LabelKind.Skip }], ConsensusMethod.MajorityVote).Answer.ShouldBeNull();
        ImageStanding.Of([], ConsensusMethod.MajorityVote).Answer.ShouldBeNull();
    }

    private static Answer? Majority(params (long Person, long Class)[] said) =>
        Of(ConsensusMethod.MajorityVote, [.. said.Select(s => (s.Person, s.Class, LabelSource.LabelPage))]);

    private static Answer? Of(ConsensusMethod method, params (long Person, long Class, LabelSource Source)[] said) =>
        ImageStanding.Of(said.Select(s => Entry(s.Person, s.Class, s.Source)), method).Answer;

    private static Answer? Of(ConsensusMethod method, (long, long) one, (long, long) two, (long, long, LabelSource) three, (long, long) four) =>
        Of(method, (one.Item1, one.Item2, LabelSource.LabelPage), (two.Item1, two.Item2, LabelSource.LabelPage), three, (four.Item1, four.Item2, LabelSource.LabelPage));

    private static LabelEntry Poor(long person) => Entry(person, null) with { Kind = LabelKind.PoorExample };

    private static LabelEntry Entry(long person, long? classId, LabelSource source = LabelSource.LabelPage) =>
        new(Guid.NewGuid(), 1, 1, person, LabelKind.Class, classId, default, source);
}
