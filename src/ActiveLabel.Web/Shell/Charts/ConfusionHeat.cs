using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Web.Shell.Charts;

/// <summary>What the cells of a confusion matrix tell.</summary>
public enum ConfusionScale
{
    Counts,

    /// <summary>Shares of the images of a true class: the diagonal is recall.</summary>
    ByRow,

    /// <summary>Shares of the images predicted as a class: the diagonal is precision.</summary>
    ByColumn,
}

/// <summary>A cell of a confusion matrix, zero-based classes.</summary>
public readonly record struct ConfusionCell(int Truth, int Predicted)
{
    public bool IsRight => Truth == Predicted;
}

/// <summary>What a cell says, and how strongly it is coloured.</summary>
internal static class ConfusionHeat
{
    /// <summary>The cell's share of its row or column, 0 to 1; of all images where the scale gives counts.</summary>
    public static double Share(ConfusionMatrix matrix, ConfusionCell cell, ConfusionScale scale)
    {
        var count = matrix[cell.Truth, cell.Predicted];
        var whole = scale switch
        {
            ConfusionScale.ByRow => matrix.Support(cell.Truth),
            ConfusionScale.ByColumn => Enumerable.Range(0, matrix.ClassCount).Sum(t => matrix[t, cell.Predicted]),
            _ => matrix.Count,
        };
        return whole == 0 ? 0 : (double)count / whole;
    }

    /// <summary>
    /// 0 to 1: the root of a share, which makes rare errors visible beside full cells. Counts are coloured by their share
    /// of the row, so that a rare class's errors are as strong as a common one's.
    /// </summary>
    public static double Strength(ConfusionMatrix matrix, ConfusionCell cell, ConfusionScale scale) =>
        Math.Sqrt(Share(matrix, cell, scale == ConfusionScale.Counts ? ConfusionScale.ByRow : scale));

    public static string Text(ConfusionMatrix matrix, ConfusionCell cell, ConfusionScale scale) => scale == ConfusionScale.Counts
        ? matrix[cell.Truth, cell.Predicted].ToString()
        : $"{Share(matrix, cell, scale) * 100:0}%";
}
