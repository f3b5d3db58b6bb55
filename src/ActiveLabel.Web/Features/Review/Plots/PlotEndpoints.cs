using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell.Charts;
using ActiveLabel.Web.Shell.Charts.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Features.Review.Plots;

/// <summary>The plots of the Review page as files. For the project's admins, as the page.</summary>
internal static class PlotEndpoints
{
    private static readonly (ReviewPlot Plot, string Word)[] Plots =
    [
        (ReviewPlot.Confusion, "confusion"), (ReviewPlot.Roc, "roc"), (ReviewPlot.PrecisionRecall, "precision-recall"), (ReviewPlot.Scores, "scores"),
        (ReviewPlot.Calibration, "calibration"),
    ];

    private static readonly (ConfusionScale Scale, string Word)[] Scales =
        [(ConfusionScale.Counts, "counts"), (ConfusionScale.ByRow, "row"), (ConfusionScale.ByColumn, "column")];

    public static void MapReviewPlots(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/projects/{projectId:long}/review/{file}", SendAsync)
            .WithSummary("A plot of a model version's review: confusion, roc, precision-recall, scores or calibration, as .svg, .png or .csv.");

    /// <summary>Address of a plot that shows what the page shows.</summary>
    /// <param name="address">Of the page: version, judges, class and threshold.</param>
    public static string Address(long projectId, ReviewPlot plot, PlotFormat format, ReviewAddress address, ConfusionScale scale = ConfusionScale.Counts)
    {
        var query = scale == ConfusionScale.Counts ? address.Query() : address.Query(("scale", Scales.Single(s => s.Scale == scale).Word));
        return $"/api/projects/{projectId}/review/{Plots.Single(p => p.Plot == plot).Word}.{format.ToString().ToLowerInvariant()}{query}";
    }

    private static async Task<IResult> SendAsync(
        long projectId, string file, string? version, string? by, string? @class, string? from, string? scale,
        IProjectStore projects, IModelStore models, ModelReviewer reviewer, CancellationToken cancel)
    {
        var plots = Plots.Where(p => string.Equals(p.Word, Path.GetFileNameWithoutExtension(file), StringComparison.OrdinalIgnoreCase)).ToList();
        var formats = Enum.GetValues<PlotFormat>().Where(f => string.Equals($".{f}", Path.GetExtension(file), StringComparison.OrdinalIgnoreCase)).ToList();
        if (plots.Count == 0 || formats.Count == 0)
            return Refuse(StatusCodes.Status404NotFound, $"There is no plot '{file}': ask for {string.Join(", ", Plots.Select(p => p.Word))}, with .svg, .png or .csv behind it.");
        if (await projects.FindAsync(projectId, cancel) is not { } project)
            return Refuse(StatusCodes.Status404NotFound, $"There is no project {projectId}.");

        var address = ReviewAddress.Read(version, by, @class, from, cell: null);
        if (await FindAsync(models, projectId, address.Version, cancel) is not { } found)
            return Refuse(StatusCodes.Status404NotFound, address.Version is { } number ? $"There is no version {number}." : "There is no model yet.");

        try
        {
            var (review, reason) = await reviewer.ReviewAsync(found, address.By, cancel);
            return review is null
                ? Refuse(StatusCodes.Status409Conflict, reason!)
                : Answer(project, review, address, plots[0], Scales.Where(s => s.Word == scale).Select(s => s.Scale).FirstOrDefault(), formats[0]);
        }
        catch (WrongUseException error)
        {
            return Refuse(StatusCodes.Status409Conflict, error.Message);
        }
    }

    private static IResult Answer(Project project, ModelReview review, ReviewAddress address, (ReviewPlot Plot, string Word) plot, ConfusionScale scale, PlotFormat format)
    {
        var classes = project.ClassesOf(review.Version.ClassIds);
        int? k = classes.Index().Where(c => c.Item.Id == address.ClassId).Select(c => (int?)c.Index).FirstOrDefault();
        if (address.ClassId is { } asked && k is null)
            return Refuse(StatusCodes.Status404NotFound, $"There is no class {asked}.");

        var wish = new PlotWish(plot.Plot, k, address.From, scale);
        var source = $"{project.Name} · version {review.Version.Number} · {ReviewWords.JudgedBy(review)}";
        var table = ReviewPlots.Table(review, classes, wish);
        var chart = format == PlotFormat.Csv ? new Core.Evaluation.Charts.Chart(0, 0, "", "", []) : ReviewPlots.Draw(review, classes, wish, source);
        if (chart is null)
            return Refuse(StatusCodes.Status409Conflict, ReviewWords.NoCurve(review.Result, k is { } one ? classes[one].Name : null, k));

        var made = PlotFile.Write(chart, table, format);
        var words = $"{project.Name} v{review.Version.Number} {plot.Word}{(k is { } named ? $" {classes[named].Name}" : "")}";
        return Results.File(made.Bytes, made.ContentType, PlotFile.Name(words, format));
    }

    private static async Task<ModelVersion?> FindAsync(IModelStore models, long projectId, int? number, CancellationToken cancel)
    {
        if (number is null)
            return await models.LatestAsync(projectId, cancel);

        return (await models.ListAsync(projectId, cancel)).FirstOrDefault(v => v.Number == number) is { } summary ? await models.FindAsync(summary.Id, cancel) : null;
    }

    private static IResult Refuse(int status, string detail) => Results.Problem(detail, statusCode: status);
}
