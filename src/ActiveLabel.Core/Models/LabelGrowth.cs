namespace ActiveLabel.Core.Models;

/// <summary>When what was decided from the labels is decided anew.</summary>
internal static class LabelGrowth
{
    /// <summary>Whether the labels have neither grown nor shrunk by that factor since there were so many.</summary>
    /// <param name="factor">Above 1.</param>
    public static bool IsBelow(double factor, int then, int now) => now < then * factor && then < now * factor;
}
