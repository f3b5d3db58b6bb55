using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Features.Rounds;

namespace ActiveLabel.Web.Tests.Features.Rounds;

public sealed class RoundStepsTests
{
    [Theory]
    [InlineData(RoundState.Preparing, "CAAAA")]
    [InlineData(RoundState.Training, "DCAAA")]
    [InlineData(RoundState.Scoring, "DDCAA")]
    [InlineData(RoundState.Selecting, "DDDCA")]
    [InlineData(RoundState.Ready, "DDDDD")]
    [InlineData(RoundState.NotEnoughLabels, "DSAAA")]
    [InlineData(RoundState.Failed, "AAAAS")]
    public void What_is_behind_a_round_is_done_and_what_is_ahead_is_not(RoundState state, string places) =>
        string.Concat(RoundSteps.All.Select(step => RoundSteps.Place(state, step.State).ToString()[0])).ShouldBe(places);

    [Fact]
    public void Before_the_first_round_everything_is_ahead() =>
        RoundSteps.All.Select(step => RoundSteps.Place(null, step.State)).ShouldAllBe(place => place == StepPlace.Ahead);

    [Fact]
    public void Every_state_has_words() =>
        Enum.GetValues<RoundState>().Select(RoundWords.Of).ShouldAllBe(word => word.Length > 0);
}
