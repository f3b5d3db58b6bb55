using ActiveLabel.Core.People;
using ActiveLabel.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Features.Grid;

/// <summary>What the grid page's script calls, and anything else that wants to sort and confirm. Leases are renewed and given back as on the label page.</summary>
internal static class GridEndpoints
{
    public static void MapGridEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/projects/{projectId:long}/grid").WithTags("Grid");
        var json = GridJson.Default;

        group.MapProjectPost<GridDesk, GridPageRequest, GridPageAnswer>(
            "page", ProjectRole.Labeler, "Reserve a page of images that are taken for one class, or that look alike.", json.GridPageRequest, json.GridPageAnswer,
            (desk, project, visitor, request, cancel) => desk.PageAsync(project, visitor, request, cancel));
        group.MapProjectPost<GridDesk, GridAnswersRequest, GridAnswersAnswer>(
            "answers", ProjectRole.Labeler, "Label the images of a page.", json.GridAnswersRequest, json.GridAnswersAnswer,
            (desk, project, visitor, request, cancel) => desk.AnswerAsync(project, visitor, request, cancel));
        group.MapProjectPost<GridDesk, GridUndoRequest, GridUndoAnswer>(
            "undo", ProjectRole.Labeler, "Take the labels of a page back and reserve its images again.", json.GridUndoRequest, json.GridUndoAnswer,
            (desk, project, visitor, request, cancel) => desk.UndoAsync(project, visitor, request, cancel));
    }
}
