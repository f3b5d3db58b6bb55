using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Features.Map;

/// <summary>What the map's script calls. All of it is for the project's admins: labelers see images one by one, without others' labels.</summary>
internal static class MapEndpoints
{
    public static void MapMapEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/projects/{projectId:long}/map").WithTags("Map");
        var json = MapJson.Default;
        group.MapGet("points", PointsAsync).WithSummary("Where each image lies on the map: int32 n, int32 mark of these images, float32 [n, 2], float64 [n] ids, uint8 [n] regions; little-endian.");
        group.MapGet("colours", ColoursAsync).WithSummary("By what the points are told apart: label, prediction, error, person or split.");
        group.MapProjectPost<MapDesk, MapImagesRequest, MapImagesAnswer>(
            "images", ProjectRole.Admin, "Some images of the map, to be shown.", json.MapImagesRequest, json.MapImagesAnswer,
            (desk, project, _, request, cancel) => desk.ShowAsync(project, request, cancel));
        group.MapProjectPost<MapDesk, MapLabelsRequest, MapLabelsAnswer>(
            "labels", ProjectRole.Admin, "Give many images one label.", json.MapLabelsRequest, json.MapLabelsAnswer,
            (desk, project, visitor, request, cancel) => desk.LabelAsync(project, visitor, request, cancel));
        group.MapProjectPost<MapDesk, MapUndoRequest, MapUndoAnswer>(
            "undo", ProjectRole.Admin, "Take labels back that were given on the map.", json.MapUndoRequest, json.MapUndoAnswer,
            (desk, project, visitor, request, cancel) => desk.UndoAsync(project, visitor, request, cancel));
    }

    private static async Task<IResult> PointsAsync(long projectId, MapDesk desk, IProjectStore projects, HttpContext http, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        return await projects.FindAsync(projectId, cancel) is { } project && await desk.PointsAsync(project, cancel) is { } points
            ? Results.Bytes(points, "application/octet-stream")
            : Results.NotFound();
    }

    private static async Task<IResult> ColoursAsync(long projectId, string? by, MapDesk desk, IProjectStore projects, CancellationToken cancel)
    {
        if (!Enum.TryParse<MapColouring>(by ?? nameof(MapColouring.Label), ignoreCase: true, out var colouring) || !Enum.IsDefined(colouring))
            return Results.Problem("'by' is label, prediction, error, person or split.", statusCode: StatusCodes.Status400BadRequest);

        return await projects.FindAsync(projectId, cancel) is { } project && await desk.ColoursAsync(project, colouring, cancel) is { } colours
            ? Results.Json(colours, MapJson.Default.MapColours)
            : Results.NotFound();
    }
}
