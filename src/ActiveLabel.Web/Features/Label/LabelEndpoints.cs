using ActiveLabel.Core.People;
using ActiveLabel.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Features.Label;

/// <summary>What the label page's script calls, and anything else that wants to label.</summary>
internal static class LabelEndpoints
{
    public static void MapLabelEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/projects/{projectId:long}").WithTags("Labelling");
        var json = LabelJson.Default;

        group.MapProjectPost<LabelDesk, LeaseRequest, LeaseAnswer>(
            "lease", ProjectRole.Labeler, "Reserve the next images for a session.", json.LeaseRequest, json.LeaseAnswer,
            (desk, project, visitor, request, cancel) => desk.LeaseAsync(project, visitor, request, cancel));
        group.MapProjectPost<LabelDesk, LabelRequest, LabelAnswer>(
            "labels", ProjectRole.Labeler, "Label, skip or reject an image, and reserve the next.", json.LabelRequest, json.LabelAnswer,
            (desk, project, visitor, request, cancel) => desk.LabelAsync(project, visitor, request, cancel));
        group.MapProjectPost<LabelDesk, UndoRequest, UndoAnswer>(
            "undo", ProjectRole.Labeler, "Take a label back and reserve its image again.", json.UndoRequest, json.UndoAnswer,
            (desk, project, visitor, request, cancel) => desk.UndoAsync(project, visitor, request, cancel));
        group.MapProjectPost<LabelDesk, RenewRequest, RenewAnswer>(
            "renew", ProjectRole.Labeler, "Prolong what a session holds.", json.RenewRequest, json.RenewAnswer,
            (desk, project, visitor, request, cancel) => desk.RenewAsync(project, visitor, request, cancel));
        group.MapProjectPost<LabelDesk, ClassesRequest, ClassesAnswer>(
            "classes", ProjectRole.Labeler, "The project's classes with their keys.", json.ClassesRequest, json.ClassesAnswer,
            (_, project, _, _, _) => Task.FromResult(LabelDesk.Classes(project)));
        group.MapProjectPost<LabelDesk, ReleaseRequest, ReleaseAnswer>(
            "release", ProjectRole.Labeler, "Give back what a session holds.", json.ReleaseRequest, json.ReleaseAnswer,
            (desk, project, visitor, request, cancel) => desk.ReleaseAsync(project, visitor, request, cancel));
    }
}
