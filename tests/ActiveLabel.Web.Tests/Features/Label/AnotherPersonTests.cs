using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace ActiveLabel.Web.Tests.Features.Label;

public sealed class AnotherPersonTests
{
    [Fact]
    public async Task What_a_browser_kept_for_one_person_is_not_taken_as_another_s()
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync(images: 1);
        var me = await server.PersonAsync();

        (await LeaseAsync(server, project.Id, me)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await LeaseAsync(server, project.Id, me + 1);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Somebody else has signed in in this browser");
    }

    private static Task<HttpResponseMessage> LeaseAsync(LabelServer server, long projectId, long person)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/projects/{projectId}/lease", UriKind.Relative))
        {
            Content = JsonContent.Create(new { session = "page-one", most = 1 }),
        };
        request.Headers.Add("ActiveLabel-Person", person.ToString(CultureInfo.InvariantCulture));
        return server.Client.SendAsync(request);
    }
}
