namespace ActiveLabel.Web.Shell.Charts;

/// <summary>What a confusion matrix says of itself.</summary>
internal static class ConfusionWords
{
    public static string Cells(ConfusionScale scale) => scale switch
    {
        ConfusionScale.ByRow => "Cells are shares of the row.",
        ConfusionScale.ByColumn => "Cells are shares of the column.",
        _ => "Cells are counts of images.",
    };
}
