using System.Net;
using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.People;

namespace ActiveLabel.Web.Tests.Access;

public sealed class PeopleDeskTests
{
    [Fact]
    public async Task A_reset_link_works_once_and_ends_the_old_sessions()
    {
        await using var team = await Team.StartAsync();
        var pia = await team.AddAsync("Pia", ProjectRole.Admin);
        var old = await team.SignInAsync("Lea");
        var link = await ResetAsync(team, pia, "Lea");

        var browser = team.Server.Browse();
        (await browser.SubmitAsync(link, ("Password", "quite another one"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await WebServer.UntilAsync(async () => (await old.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode == HttpStatusCode.Redirect);
        (await Browser.TextAsync(await team.Server.Browse().GetAsync(link))).ShouldContain("no longer holds");
        await Should.ThrowAsync<WrongUseException>(() => team.Accounts.ResetAsync(link.Split('/')[^1], "a third password", default));
    }

    [Fact]
    public async Task A_newer_reset_link_ends_the_older()
    {
        await using var team = await Team.StartAsync();
        var pia = await team.AddAsync("Pia", ProjectRole.Admin);
        var first = await ResetAsync(team, pia, "Lea");
        await ResetAsync(team, pia, "Lea");
        (await Browser.TextAsync(await team.Server.Browse().GetAsync(first))).ShouldContain("no longer holds");
    }

    [Fact]
    public async Task An_admin_of_a_project_gets_no_link_to_an_account_that_may_do_more_elsewhere()
    {
        await using var team = await Team.StartAsync();
        var pia = await team.AddAsync("Pia", ProjectRole.Admin);
        var members = team.Server.Get<IMembershipStore>();
        await members.AddAsync(Membership.Create(team.Pcb.Id, team.Labeler.PersonId, ProjectRole.Labeler, DateTimeOffset.UnixEpoch), default);
        (await Should.ThrowAsync<WrongUseException>(() => ResetAsync(team, pia, "Lea"))).Message.ShouldContain("an admin of this server");

        var ada = (await team.Accounts.FindAsync("Ada", default))!;
        await members.AddAsync(Membership.Create(team.Knots.Id, ada.PersonId, ProjectRole.Labeler, DateTimeOffset.UnixEpoch), default);
        await Should.ThrowAsync<WrongUseException>(() => ResetAsync(team, pia, "Ada"));

        (await ResetAsync(team, ada, "Lea")).ShouldStartWith("/reset/");
    }

    [Fact]
    public async Task Who_is_no_admin_any_more_changes_nothing_from_a_page_left_open()
    {
        await using var team = await Team.StartAsync();
        var pia = await team.AddAsync("Pia", ProjectRole.Admin);
        var desk = team.Server.Get<PeopleDesk>();
        await desk.ChangeRoleAsync(Visit((await team.Accounts.FindAsync("Ada", default))!), team.Knots.Id, pia.PersonId, ProjectRole.Labeler, default);

        await Should.ThrowAsync<WrongUseException>(() => desk.InviteAsync(Visit(pia), team.Knots.Id, ProjectRole.Admin, 1, 1, default));
        await Should.ThrowAsync<WrongUseException>(() => desk.RemoveAsync(Visit(pia), team.Knots.Id, team.Labeler.PersonId, default));
        await Should.ThrowAsync<WrongUseException>(() => desk.ChangeRoleAsync(Visit(pia), team.Knots.Id, pia.PersonId, ProjectRole.Admin, default));
    }

    [Fact]
    public async Task The_last_admin_of_the_server_stays()
    {
        await using var team = await Team.StartAsync();
        var ada = (await team.Accounts.FindAsync("Ada", default))!;
        (await Should.ThrowAsync<WrongUseException>(() => team.Accounts.RemoveAsync(ada.Id, default))).Message.ShouldContain("last admin");
        await Should.ThrowAsync<WrongUseException>(() => team.Accounts.SetServerAdminAsync(ada.Id, false, default));

        await team.Accounts.SetServerAdminAsync(team.Labeler.Id, true, default);
        await team.Accounts.RemoveAsync(ada.Id, default);
        (await team.Accounts.ListAsync(default)).Select(a => a.Name).ShouldBe(["Lea"]);
    }

    [Fact]
    public async Task The_first_account_is_an_admin_of_the_server_so_that_nobody_is_locked_out()
    {
        await using var server = await WebServer.StartAsync();
        (await Should.ThrowAsync<WrongUseException>(() => server.Get<IAccountStore>().AddAsync(new NewAccount("Lea", Team.Password), default)))
            .Message.ShouldContain("first account");
    }

    [Theory]
    [InlineData("", Team.Password, "A name has")]
    [InlineData("Lea\u200b", Team.Password, "visible characters")]
    [InlineData("lea", Team.Password, "is taken")]
    [InlineData("Max", "short", "at least 10")]
    [InlineData("Max", "aaaaaaaaaaaa", "too easy")]
    [InlineData("Maximilian of the Hill", "maximilian OF the hill", "too easy")]
    public async Task What_cannot_be_a_name_or_a_password_is_told(string name, string password, string words)
    {
        await using var team = await Team.StartAsync();
        (await Should.ThrowAsync<WrongUseException>(() => team.Accounts.AddAsync(new NewAccount(name, password), default))).Message.ShouldContain(words);
        (await team.Accounts.ListAsync(default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Members_are_listed_with_what_they_did()
    {
        await using var team = await Team.StartAsync();
        await (await team.SignInAsync("Lea")).GetAsync($"/projects/{team.Knots.Id}/label");
        var member = (await team.Server.Get<PeopleDesk>().MembersAsync(team.Knots.Id, default)).Single();
        (member.Name, member.Membership.Role, member.Answers).ShouldBe(("Lea", ProjectRole.Labeler, 0));
        member.Account!.LastSeenAt.ShouldNotBeNull();
    }

    private static Visitor Visit(AccountFacts account) => new(account.PersonId, account.Name, account.IsServerAdmin, account.Id);

    private static async Task<string> ResetAsync(Team team, AccountFacts by, string name)
    {
        var desk = team.Server.Get<PeopleDesk>();
        var member = (await desk.MembersAsync(team.Knots.Id, default)).Single(m => m.Name == name);
        return await desk.ResetAsync(Visit(by), team.Knots.Id, member, default);
    }
}
