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
            "lease", "Reserve the next images for a session.", json.LeaseRequest, json.LeaseAnswer,
            (desk, project, request, cancel) => desk.LeaseAsync(project, request, cancel));
        group.MapProjectPost<LabelDesk, LabelRequest, LabelAnswer>(
            "labels", "Label, skip or reject an image, and reserve the next.", json.LabelRequest, json.LabelAnswer,
            (desk, project, request, cancel) => desk.LabelAsync(project, request, cancel));
        group.MapProjectPost<LabelDesk, UndoRequest, UndoAnswer>(
            "undo", "Take a label back and reserve its image again.", json.UndoRequest, json.UndoAnswer,
            (desk, project, request, cancel) => desk.UndoAsync(project, request, cancel));
        group.MapProjectPost<LabelDesk, RenewRequest, RenewAnswer>(
            "renew", "Prolong what a session holds.", json.RenewRequest, json.RenewAnswer,
            (desk, project, request, cancel) => desk.RenewAsync(project, request, cancel));
        group.MapProjectPost<LabelDesk, ReleaseRequest, ReleaseAnswer>(
            "release", "Give back what a session holds.", json.ReleaseRequest, json.ReleaseAnswer,
            (desk, project, request, cancel) => desk.ReleaseAsync(project, request, cancel));
    }
}
