using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ActiveLabel.Core.People;
using Microsoft.AspNetCore.Routing;

namespace ActiveLabel.Web.Tests.Access;

/// <summary>Walks all addresses that the server has: whoever adds one and says nothing gets one for admins.</summary>
public sealed partial class EveryAddressTests
{
    /// <summary>What strangers may have beside files that are the same for everybody: the way in.</summary>
    private static readonly string[] Doors = ["/sign-in", "/sign-in/other", "/sign-out", "/setup", "/invitation/{Token}", "/reset/{Token}", "/error"];

    /// <summary>What a labeler may have in their own project. A new line here is a decision.</summary>
    private static readonly string[] OfLabelers =
    [
        "label", "practice", "instructions", "images/{imageId:long}", "lease", "labels", "undo", "renew", "release", "classes",
        "instructions/pictures/{hash}", "practice/next", "practice/answers", "grid", "grid/page", "grid/answers", "grid/undo",
    ];

    [Fact]
    public async Task A_stranger_gets_nothing_but_the_way_in()
    {
        await using var team = await Team.StartAsync();
        var stranger = team.Server.Browse();
        var addresses = Addresses(team).Where(a => !IsForAnyone(a.Pattern)).ToList();
        addresses.Count.ShouldBeGreaterThan(25);

        foreach (var (pattern, method) in addresses)
        {
            var answer = await AskAsync(stranger, pattern, method, team.Knots.Id);
            var away = answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal);
            (away || answer.StatusCode == HttpStatusCode.Unauthorized).ShouldBeTrue($"{method} {pattern} answered {answer.StatusCode} {answer.Headers.Location}");
        }
    }

    [Fact]
    public async Task A_labeler_gets_nothing_of_another_project()
    {
        await using var team = await Team.StartAsync();
        var lea = await team.SignInAsync("Lea");
        var addresses = Addresses(team).Where(a => IsOfProject(a.Pattern)).ToList();
        addresses.Count.ShouldBeGreaterThan(20);

        foreach (var (pattern, method) in addresses)
            (await AskAsync(lea, pattern, method, team.Pcb.Id)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {pattern}");
    }

    [Fact]
    public async Task A_labeler_gets_of_the_own_project_what_labelling_needs()
    {
        await using var team = await Team.StartAsync();
        var lea = await team.SignInAsync("Lea");
        var opened = new List<string>();
        foreach (var (pattern, method) in Addresses(team).Where(a => IsOfProject(a.Pattern)))
        {
            var answer = await AskAsync(lea, pattern, method, team.Knots.Id);
            if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Redirect))
                opened.Add(InProject().Replace(pattern, ""));
        }

        opened.ShouldContain("label");
        opened.ShouldContain("lease");
        opened.Distinct(StringComparer.Ordinal).Except(OfLabelers, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_labeler_who_opens_the_project_is_led_to_labelling()
    {
        await using var team = await Team.StartAsync();
        var lea = await team.SignInAsync("Lea");
        (await lea.GetAsync($"/projects/{team.Knots.Id}")).Headers.Location!.OriginalString.ShouldBe($"/projects/{team.Knots.Id}/label");
    }

    [Fact]
    public async Task What_concerns_the_server_is_for_its_admins()
    {
        await using var team = await Team.StartAsync();
        await team.AddAsync("Pia", ProjectRole.Admin);
        foreach (var name in new[] { "Lea", "Pia" })
        {
            var browser = await team.SignInAsync(name);
            foreach (var page in new[] { "/models", "/projects/new" })
                (await browser.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{name} {page}");
        }

        var ada = await team.SignInAsync("Ada");
        foreach (var page in new[] { "/models", "/projects/new", $"/projects/{team.Pcb.Id}/settings", "/" })
            (await ada.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK, page);
    }

    [Fact]
    public async Task An_admin_of_a_project_gets_all_of_it_and_cannot_tell_whether_another_is_there()
    {
        await using var team = await Team.StartAsync();
        await team.AddAsync("Pia", ProjectRole.Admin);
        var pia = await team.SignInAsync("Pia");
        (await pia.GetAsync($"/projects/{team.Knots.Id}/settings")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await pia.GetAsync($"/projects/{team.Pcb.Id}/settings")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await pia.GetAsync($"/projects/{team.Pcb.Id + 100}/settings")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static List<(string Pattern, string Method)> Addresses(Team team) =>
    [
        .. team.Server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => ("/" + e.RoutePattern.RawText?.TrimStart('/'), m)))
            .Distinct(),
    ];

    private static Task<HttpResponseMessage> AskAsync(Browser browser, string pattern, string method, long projectId)
    {
        var address = Guids().Replace(Projects().Replace(pattern, $"{projectId}"), $"{Guid.NewGuid()}");
        return browser.SendAsync(
            new HttpMethod(method), Others().Replace(address, "1"), method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json"));
    }

    private static bool IsForAnyone(string pattern) =>
        Doors.Contains(pattern, StringComparer.Ordinal) || pattern.StartsWith("/_content/", StringComparison.Ordinal) || pattern.StartsWith("/_framework/", StringComparison.Ordinal);

    private static bool IsOfProject(string pattern) => Projects().IsMatch(pattern);

    [GeneratedRegex("\\{projectId(:long)?\\}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Projects();

    [GeneratedRegex("^.*\\{projectId:long\\}/?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InProject();

    [GeneratedRegex("\\{[^}]*guid\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Guids();

    [GeneratedRegex("\\{[^}]*\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Others();
}
