using System.Globalization;

namespace ActiveLabel.Core.Evaluation.Stopping;

/// <summary>The reasons of a recommendation, in plain words.</summary>
internal static class StoppingWords
{
    public static string FewRounds(int rounds) => rounds switch
    {
        0 => $"No model has been judged yet. It takes {StoppingAdvisor.FewestRounds} judged rounds to see where the accuracy is going.",
        1 => $"One round has been judged so far: it takes {StoppingAdvisor.FewestRounds} to see where the accuracy is going.",
        < StoppingAdvisor.FewestRounds => $"{rounds} rounds have been judged so far: it takes {StoppingAdvisor.FewestRounds} to see where the accuracy is going.",
        _ => "The last judged rounds lie too far apart to see where the accuracy is going.",
    };

    public static string FewJudging(JudgedRound today, int more) => today.Basis == EvaluationBasis.TestSplit
        ? string.Create(CultureInfo.InvariantCulture, $"{today.Judging} test images are too few to tell a gain of 1 point: label about {more} more test images.")
        : string.Create(CultureInfo.InvariantCulture, $"{today.Judging} randomly drawn images are too few to tell a gain of 1 point: it takes about {more} more. Label test images, or raise the share of random checks.");

    public static string GoOn(ExpectedGain gain) => gain.Expected >= StoppingAdvisor.SmallGain
        ? $"{Next(gain)}."
        : $"{Next(gain)}. That it is less than 1 point is not sure yet.";

    public static string Stop(ExpectedGain gain) => $"{Next(gain)}. More labels are hardly worth their work, for some time now.";

    /// <summary>For example <c>The next 50 labels are expected to bring 2.3 points of balanced accuracy (between -0.4 and 5.0)</c>.</summary>
    private static string Next(ExpectedGain gain) => string.Create(
        CultureInfo.InvariantCulture,
        $"The next {gain.Labels} labels are expected to bring {Points(gain.Expected)} of balanced accuracy (between {gain.Range.Low * 100:0.0;−0.0;0.0} and {gain.Range.High * 100:0.0;−0.0;0.0})");

    private static string Points(double gain) => (gain * 100) switch
    {
        < 0.05 => "nothing",
        var points and >= 0.95 and < 1.05 => string.Create(CultureInfo.InvariantCulture, $"{points:0.0} point"),
        var points => string.Create(CultureInfo.InvariantCulture, $"{points:0.0} points"),
    };
}
