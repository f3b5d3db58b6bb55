using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Review.Compare;

/// <summary>What the comparison of two versions says.</summary>
internal static class CompareWords
{
    public static string Basis(ComparedVersions compared) => compared.Basis == ComparisonBasis.TestSplit
        ? $"Both versions are judged by the same {Wording.Count(compared.Images.Count, "labelled test image")}, by the labels as they are now. None of them trained either version."
        : $"Both versions are judged by the same {Wording.Count(compared.Images.Count, "image")} of the audit arm: drawn at random, and labelled after both versions were trained. Audit images labelled earlier are left out, since they have trained one of the two.";

    /// <summary>What the test says, with its name.</summary>
    public static string Verdict(ComparedVersions compared)
    {
        var (made, lost) = (compared.Fixed.Count, compared.Broken.Count);
        if (made + lost == 0)
            return "The two versions have the same images right: nothing tells them apart.";

        var test = $"exact McNemar test, p = {P(compared.PValue)}";
        return (compared.IsMoreThanChance, made > lost) switch
        {
            (true, true) => $"Version {compared.Second.Number} is better, by more than chance: {made:N0} fixed against {lost:N0} broken ({test}).",
            (true, false) => $"Version {compared.Second.Number} is worse, by more than chance: {lost:N0} broken against {made:N0} fixed ({test}).",
            _ => $"The difference may be chance: {made:N0} fixed, {lost:N0} broken ({test}; below {McNemarTest.Significance} it would be more). More judging images would tell smaller differences.",
        };
    }

    /// <summary>For example <c>+3.1 points</c>.</summary>
    public static string Points(double change) => $"{Signed(change * 100)} points";

    /// <summary>For example <c>0.712 → 0.756 (+0.044)</c>.</summary>
    public static string Change(double? before, double? after) => (before, after) switch
    {
        (null, null) => "–",
        ({ } was, { } now) => $"{was:0.000} → {now:0.000} ({Signed(now - was, "0.000")})",
        _ => $"{before?.ToString("0.000") ?? "–"} → {after?.ToString("0.000") ?? "–"}",
    };

    private static string P(double p) => p < 0.0001 ? "less than 0.0001" : p.ToString(p < 0.01 ? "0.0000" : "0.000");

    private static string Signed(double value, string format = "0.0")
    {
        var text = Math.Abs(value).ToString(format);
        return value < 0 && text != 0.0.ToString(format) ? $"−{text}" : $"+{text}";
    }
}
