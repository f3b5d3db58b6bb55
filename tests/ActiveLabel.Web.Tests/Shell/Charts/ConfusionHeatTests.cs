using ActiveLabel.Core.Evaluation;
using ActiveLabel.Web.Shell.Charts;

namespace ActiveLabel.Web.Tests.Shell.Charts;

public sealed class ConfusionHeatTests
{
    private static readonly ConfusionMatrix Matrix = new([0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, 0], 3);

    [Theory]
    [InlineData(ConfusionScale.Counts, 0, 0, "3", 0.5)]
    [InlineData(ConfusionScale.Counts, 0, 1, "1", 1 / 6.0)]
    [InlineData(ConfusionScale.ByRow, 0, 1, "25%", 0.25)]
    [InlineData(ConfusionScale.ByColumn, 0, 1, "50%", 0.5)]
    [InlineData(ConfusionScale.ByRow, 2, 2, "0%", 0)]
    [InlineData(ConfusionScale.ByColumn, 2, 2, "0%", 0)]
    public void Cells_tell_counts_or_shares_of_their_row_or_column(ConfusionScale scale, int truth, int predicted, string text, double share)
    {
        var cell = new ConfusionCell(truth, predicted);

        ConfusionHeat.Text(Matrix, cell, scale).ShouldBe(text);
        ConfusionHeat.Share(Matrix, cell, scale).ShouldBe(share, 1e-12);
    }

    [Fact]
    public void Counts_are_coloured_by_their_row_so_that_rare_classes_count_as_much()
    {
        var matrix = new ConfusionMatrix([.. Enumerable.Repeat(0, 100), 1, 1], [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 50), 0, 1], 2);

        ConfusionHeat.Strength(matrix, new ConfusionCell(1, 0), ConfusionScale.Counts)
            .ShouldBe(ConfusionHeat.Strength(matrix, new ConfusionCell(0, 1), ConfusionScale.Counts), 1e-12);
    }

    [Fact]
    public void An_empty_matrix_is_cold() =>
        ConfusionHeat.Strength(new ConfusionMatrix([], [], 2), new ConfusionCell(0, 0), ConfusionScale.Counts).ShouldBe(0);
}
