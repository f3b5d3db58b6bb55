using System.Security.Claims;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Label;
using ActiveLabel.Web.Features.Networks;
using ActiveLabel.Web.Features.Projects.Overview;
using ActiveLabel.Web.Features.Settings;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace ActiveLabel.Web.Tests.Access;

/// <summary>Inside a circuit no request passes the server's gate: the page's own has to hold.</summary>
public sealed class PageGateTests : BunitContext
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(typeof(LabelPage), true)]
    [InlineData(typeof(SettingsPage), false)]
    [InlineData(typeof(NetworksPage), false)]
    public async Task A_labeler_who_walks_from_page_to_page_sees_only_what_is_theirs(Type page, bool shown)
    {
        await using var team = await Team.StartAsync();
        var gate = Open(team, team.Labeler, page, page == typeof(NetworksPage) ? null : team.Knots.Id);
        gate.WaitForAssertion(() => gate.Markup.ShouldContain(shown ? "the page itself" : "is for admins"));
        gate.Markup.Contains("the page itself").ShouldBe(shown);
    }

    [Fact]
    public async Task Another_project_is_not_shown()
    {
        await using var team = await Team.StartAsync();
        var gate = Open(team, team.Labeler, typeof(LabelPage), team.Pcb.Id);
        gate.WaitForAssertion(() => gate.Markup.ShouldContain("You are not in this project"));
        gate.Markup.ShouldNotContain("the page itself");
    }

    [Fact]
    public async Task The_overview_leads_a_labeler_to_labelling()
    {
        await using var team = await Team.StartAsync();
        var gate = Open(team, team.Labeler, typeof(OverviewPage), team.Knots.Id, $"/projects/{team.Knots.Id}");
        gate.WaitForAssertion(() => Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith($"/projects/{team.Knots.Id}/label"));
        gate.Markup.ShouldNotContain("the page itself");
    }

    [Fact]
    public async Task A_page_that_is_open_closes_when_its_visitor_is_taken_out()
    {
        await using var team = await Team.StartAsync();
        var gate = Open(team, team.Labeler, typeof(LabelPage), team.Knots.Id);
        gate.WaitForAssertion(() => gate.Markup.ShouldContain("the page itself"));

        await team.Server.Get<IMembershipStore>().RemoveAsync(team.Knots.Id, team.Labeler.PersonId, default);
        team.Server.Get<Doorkeeper>().Forget();
        _time.Advance(TimeSpan.FromSeconds(10));
        gate.WaitForAssertion(() => gate.Markup.ShouldContain("You are not in this project"));
    }

    [Fact]
    public async Task A_page_that_is_open_leads_to_the_sign_in_page_when_the_password_was_changed()
    {
        await using var team = await Team.StartAsync();
        var gate = Open(team, team.Labeler, typeof(LabelPage), team.Knots.Id);
        gate.WaitForAssertion(() => gate.Markup.ShouldContain("the page itself"));

        await team.Accounts.SetPasswordAsync(team.Labeler.Id, "some other words", default);
        team.Server.Get<Doorkeeper>().Forget();
        _time.Advance(TimeSpan.FromSeconds(10));
        gate.WaitForAssertion(() => Services.GetRequiredService<NavigationManager>().Uri.ShouldContain("/sign-in"));
    }

    private IRenderedComponent<PageGate> Open(Team team, AccountFacts account, Type page, long? projectId, string at = "/")
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(team.Server.Get<Doorkeeper>()).AddSingleton<TimeProvider>(_time)
            .AddSingleton<AuthenticationStateProvider>(new SignedIn(Sessions.New(account)));
        Services.GetRequiredService<NavigationManager>().NavigateTo(at);
        var values = projectId is { } id ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["ProjectId"] = id } : [];
        return Render<PageGate>(gate => gate.Add(g => g.Route, new RouteData(page, values)).AddChildContent("<p>the page itself</p>"));
    }

    private sealed class SignedIn(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
