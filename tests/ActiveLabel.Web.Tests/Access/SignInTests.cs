using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;

namespace ActiveLabel.Web.Tests.Access;

public sealed partial class SignInTests
{
    [Fact]
    public async Task The_cookie_is_hidden_from_scripts_and_other_sites()
    {
        await using var team = await Team.StartAsync();
        var browser = team.Server.Browse();
        await browser.SubmitAsync("/sign-in", ("Name", "lea "), ("Password", Team.Password));
        var cookie = browser.SetCookies.Single(c => c.StartsWith("activelabel=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_are_answered_alike()
    {
        await using var team = await Team.StartAsync();
        var answers = new List<string>();
        foreach (var name in new[] { "Lea", "Nobody" })
        {
            var text = await Browser.TextAsync(await team.Server.Browse().SubmitAsync("/sign-in", ("Name", name), ("Password", "not the password")));
            text.ShouldContain("do not belong together");
            answers.Add(Values().Replace(text, ""));
        }

        answers[0].ShouldBe(answers[1]);
    }

    [Fact]
    public async Task Five_wrong_passwords_in_a_row_close_the_account_for_a_while()
    {
        await using var team = await Team.StartAsync();
        var tries = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => team.Accounts.CheckPasswordAsync("Lea", "not the password", default)));
        tries.ShouldAllBe(account => account == null);

        (await team.Accounts.CheckPasswordAsync("Lea", Team.Password, default)).ShouldBeNull();
        (await team.Accounts.CheckPasswordAsync("Ada", Team.Password, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Four_wrong_passwords_and_a_right_one_begin_the_count_anew()
    {
        await using var team = await Team.StartAsync();
        for (var n = 0; n < 10; n++)
            (await team.Accounts.CheckPasswordAsync("Lea", n % 5 == 4 ? Team.Password : "not the password", default) is not null).ShouldBe(n % 5 == 4);
    }

    [Fact]
    public async Task One_address_may_try_so_often_a_minute_and_still_look()
    {
        await using var team = await Team.StartAsync();
        var browser = team.Server.Browse();
        for (var n = 0; n < SignInLimits.TriesAMinute; n++)
            (await browser.SendAsync(HttpMethod.Post, "/sign-in", null)).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);

        var refused = await browser.SendAsync(HttpMethod.Post, "/sign-in", null);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Wait a minute");
        (await browser.GetAsync("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Addresses_of_one_place_count_together()
    {
        SignInLimits.PlaceOf(IPAddress.Parse("2001:db8::1")).ShouldBe(SignInLimits.PlaceOf(IPAddress.Parse("2001:db8::ffff:2")));
        SignInLimits.PlaceOf(IPAddress.Parse("2001:db8::1")).ShouldNotBe(SignInLimits.PlaceOf(IPAddress.Parse("2001:db8:1::1")));
        SignInLimits.PlaceOf(IPAddress.Parse("::ffff:203.0.113.7")).ShouldBe(SignInLimits.PlaceOf(IPAddress.Parse("203.0.113.7")));
        SignInLimits.PlaceOf(IPAddress.Parse("203.0.113.7")).ShouldNotBe(SignInLimits.PlaceOf(IPAddress.Parse("203.0.113.8")));
    }

    [Fact]
    public async Task After_signing_in_one_is_where_one_wanted_to_be_and_never_elsewhere()
    {
        await using var team = await Team.StartAsync();
        var there = (await team.Server.Browse().GetAsync($"/projects/{team.Knots.Id}/label?x=1")).Headers.Location!.OriginalString;
        var answer = await team.Server.Browse().SubmitAsync(there, ("Name", "Lea"), ("Password", Team.Password));
        answer.Headers.Location!.OriginalString.ShouldEndWith($"/projects/{team.Knots.Id}/label?x=1");

        foreach (var elsewhere in new[] { "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", "" })
            SignInAddress.Local(elsewhere).ShouldBe("/", elsewhere);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_wherever_its_cookie_was_copied_to()
    {
        await using var team = await Team.StartAsync();
        var lea = await team.SignInAsync("Lea");
        var copy = team.Server.Browse();
        copy.Copy(lea);
        (await copy.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await lea.SendAsync(HttpMethod.Post, "/sign-out", null)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        lea.Cookies.Keys.ShouldNotContain("activelabel");
        (await copy.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions_within_seconds()
    {
        await using var team = await Team.StartAsync();
        var lea = await team.SignInAsync("Lea");
        await team.Accounts.SetPasswordAsync(team.Labeler.Id, "some other words", default);
        await WebServer.UntilAsync(async () => (await lea.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode == HttpStatusCode.Redirect);
        await team.SignInAsync("Lea", "some other words");
    }

    [Fact]
    public async Task Who_is_taken_out_of_a_project_is_told_so_at_the_next_label()
    {
        await using var team = await Team.StartAsync();
        var lea = await team.SignInAsync("Lea");
        var address = $"/api/projects/{team.Knots.Id}/lease";
        const string Ask = """{"session":"tab-0001","most":1}""";
        (await lea.PostJsonAsync(address, Ask)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await team.Server.Get<IMembershipStore>().RemoveAsync(team.Knots.Id, team.Labeler.PersonId, default);
        await WebServer.UntilAsync(async () => (await lea.PostJsonAsync(address, Ask)).StatusCode == HttpStatusCode.Forbidden);
        var refused = await lea.PostJsonAsync(address, Ask);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString()
            .ShouldBe("You are not in this project (any more): ask its admin.");
    }

    [Fact]
    public async Task Whose_account_is_removed_is_out_and_stays_known_by_name()
    {
        await using var team = await Team.StartAsync();
        var lea = await team.SignInAsync("Lea");
        await team.Accounts.RemoveAsync(team.Labeler.Id, default);
        await WebServer.UntilAsync(async () => (await lea.PostJsonAsync($"/api/projects/{team.Knots.Id}/lease", "{}")).StatusCode == HttpStatusCode.Unauthorized);
        (await team.Accounts.CheckPasswordAsync("Lea", Team.Password, default)).ShouldBeNull();
        (await team.Server.Get<IPersonStore>().ListAsync(default))[team.Labeler.PersonId].Name.ShouldBe("Lea");
    }

    [Fact]
    public async Task A_form_without_its_hidden_token_is_refused()
    {
        await using var team = await Team.StartAsync();
        var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "sign-in"), KeyValuePair.Create("Name", "Lea"), KeyValuePair.Create("Password", Team.Password)]);
        var browser = team.Server.Browse();
        await browser.SendAsync(HttpMethod.Post, "/sign-in", form);
        browser.Cookies.Keys.ShouldNotContain("activelabel");
    }

    [GeneratedRegex("value=\"[^\"]*\"|<!--.*?-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Values();
}
