using System.Net;
using System.Security.Cryptography;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.People;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Web.Tests.Access;

public sealed class OpenIdConnectTests
{
    [Fact]
    public async Task Who_comes_that_way_gets_an_account_that_may_do_nothing_and_keeps_it()
    {
        await using var provider = await TinyProvider.StartAsync();
        await using var team = await StartAsync(provider);
        provider.Name = "Nora";
        var nora = team.Server.Browse();
        (await EnterAsync(provider, nora)).Headers.Location!.OriginalString.ShouldBe("/");

        (await nora.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await nora.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await nora.GetAsync("/models")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        provider.Name = "Nora Newname";
        await EnterAsync(provider, team.Server.Browse());
        (await team.Accounts.ListAsync(default)).Select(a => a.Name).ShouldBe(["Ada", "Lea", "Nora"]);
        (await team.Accounts.CheckPasswordAsync("Nora", "", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_does_not_make_anybody_that_person()
    {
        await using var provider = await TinyProvider.StartAsync();
        await using var team = await StartAsync(provider);
        var stranger = team.Server.Browse();
        await EnterAsync(provider, stranger);

        (await stranger.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await team.Accounts.FindAsync(new ExternalLogin(TinyProvider.Issuer, "0001"), default))!.Name.ShouldBe("Lea 2");
    }

    [Fact]
    public async Task An_invitation_is_followed_by_that_way_too()
    {
        await using var provider = await TinyProvider.StartAsync();
        await using var team = await StartAsync(provider);
        var ada = (await team.Accounts.FindAsync("Ada", default))!;
        var link = await team.Server.Get<PeopleDesk>().InviteAsync(new Visitor(ada.PersonId, "Ada", true, ada.Id), team.Knots.Id, ProjectRole.Labeler, 1, 1, default);
        var nora = team.Server.Browse();
        (await EnterAsync(provider, nora, link)).Headers.Location!.OriginalString.ShouldBe(link);

        (await nora.SubmitAsync(link)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await nora.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_the_other_server_did_not_sign_lets_nobody_in()
    {
        await using var provider = await TinyProvider.StartAsync();
        await using var team = await StartAsync(provider);
        using var foreign = RSA.Create(2048);
        provider.ForeignKey = foreign;
        var browser = team.Server.Browse();

        var refused = (await EnterAsync(provider, browser)).Headers.Location!.OriginalString;
        refused.ShouldBe("/sign-in?failed=1");
        (await Browser.TextAsync(await browser.GetAsync(refused))).ShouldContain("Signing in with Example did not work");
        browser.Cookies.Keys.ShouldNotContain("activelabel");
        (await team.Accounts.ListAsync(default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_way_back_that_nobody_set_out_on_lets_nobody_in()
    {
        await using var provider = await TinyProvider.StartAsync();
        await using var team = await StartAsync(provider);
        var out1 = await team.Server.Browse().GetAsync("/sign-in/other");
        var back = await provider.VisitAsync(out1.Headers.Location!.ToString());

        var victim = team.Server.Browse();
        (await victim.GetAsync(back)).Headers.Location!.OriginalString.ShouldBe("/sign-in?failed=1");
        victim.Cookies.Keys.ShouldNotContain("activelabel");
    }

    [Fact]
    public async Task Nobody_becomes_the_first_admin_that_way()
    {
        await using var provider = await TinyProvider.StartAsync();
        await using var server = await ServerAsync(provider);
        await EnterAsync(provider, server.Browse());
        (await server.Get<IAccountStore>().AnyAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_such_way()
    {
        await using var team = await Team.StartAsync();
        (await Browser.TextAsync(await team.Server.Browse().GetAsync("/sign-in"))).ShouldNotContain("Sign in with");
        (await team.Server.Browse().GetAsync("/sign-in/other")).Headers.Location!.OriginalString.ShouldBe("/sign-in");
    }

    [Fact]
    public void All_settings_that_cannot_be_are_named_at_once()
    {
        var settings = new AccessSettings { KnownProxies = ["proxy"], OpenIdConnect = new OpenIdConnectSettings { Authority = "http://id.example", DisplayName = "" } };
        var problems = new AccessSettingsValidator().Validate(null, settings).Failures!.ToList();
        problems.Count.ShouldBe(4);
        problems.ShouldContain(p => p.Contains("KnownProxies") && p.Contains("'proxy'"));
        problems.ShouldContain(p => p.Contains("Authority") && p.Contains("https"));
        problems.ShouldContain(p => p.Contains("ClientId is missing"));
        problems.ShouldContain(p => p.Contains("DisplayName"));
    }

    private static async Task<Team> StartAsync(TinyProvider provider) => await Team.OfAsync(await ServerAsync(provider));

    private static Task<WebServer> ServerAsync(TinyProvider provider) => WebServer.StartReachableAsync(
        services => services.Configure<OpenIdConnectOptions>(OpenIdConnectSignIn.Scheme, options => options.BackchannelHttpHandler = provider.Handler()),
        ("Access:OpenIdConnect:Authority", TinyProvider.Issuer), ("Access:OpenIdConnect:ClientId", TinyProvider.ClientId),
        ("Access:OpenIdConnect:ClientSecret", TinyProvider.Secret), ("Access:OpenIdConnect:DisplayName", "Example"));

    /// <summary>From the button on the sign-in page to the other server and back.</summary>
    private static async Task<HttpResponseMessage> EnterAsync(TinyProvider provider, Browser browser, string to = "/")
    {
        var away = await browser.GetAsync($"/sign-in/other?to={Uri.EscapeDataString(to)}");
        away.Headers.Location!.ToString().ShouldStartWith($"{TinyProvider.Issuer}/authorize");
        return await browser.GetAsync(await provider.VisitAsync(away.Headers.Location!.ToString()));
    }
}
