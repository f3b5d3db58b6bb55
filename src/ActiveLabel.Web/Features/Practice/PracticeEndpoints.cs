using ActiveLabel.Core.People;
using ActiveLabel.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Features.Practice;

/// <summary>What the practice page's script calls.</summary>
internal static class PracticeEndpoints
{
    public static void MapPracticeEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/projects/{projectId:long}/practice").WithTags("Practice");
        var json = PracticeJson.Default;

        group.MapProjectPost<PracticeDesk, PracticeNextRequest, PracticeNextAnswer>(
            "next", ProjectRole.Labeler, "The image to practise on.", json.PracticeNextRequest, json.PracticeNextAnswer,
            (desk, project, visitor, _, cancel) => desk.NextAsync(project, visitor, cancel));
        group.MapProjectPost<PracticeDesk, PracticeAnswerRequest, PracticeVerdict>(
            "answers", ProjectRole.Labeler, "Judge an answer, and give the next image.", json.PracticeAnswerRequest, json.PracticeVerdict,
            (desk, project, visitor, request, cancel) => desk.AnswerAsync(project, visitor, request, cancel));
    }
}
