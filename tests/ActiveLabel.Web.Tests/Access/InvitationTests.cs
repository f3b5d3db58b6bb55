using System.Net;
using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.People;

namespace ActiveLabel.Web.Tests.Access;

public sealed class InvitationTests
{
    [Fact]
    public async Task Whoever_follows_the_link_makes_an_account_and_is_in_the_project_and_in_no_other()
    {
        await using var team = await Team.StartAsync();
        var browser = team.Server.Browse();
        var joined = await browser.SubmitAsync(await InviteAsync(team), ("Name", "Tomás"), ("Password", Team.Password));

        joined.Headers.Location!.OriginalString.ShouldEndWith($"/projects/{team.Knots.Id}");
        (await browser.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync($"/projects/{team.Knots.Id}/settings")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync($"/projects/{team.Pcb.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_has_an_account_joins_with_it_and_following_again_takes_no_use()
    {
        await using var team = await Team.StartAsync();
        await team.Accounts.AddAsync(new NewAccount("Tom", Team.Password), default);
        var link = await InviteAsync(team, uses: 1);
        var tom = await team.SignInAsync("Tom");

        (await Browser.TextAsync(await tom.GetAsync(link))).ShouldContain("Join as Tom");
        (await tom.SubmitAsync(link)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await tom.GetAsync($"/projects/{team.Knots.Id}/label")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var account = (await team.Accounts.FindAsync("tom", default))!;
        await team.Server.Get<IInvitationStore>().RedeemAsync(TokenOf(link), account.PersonId, default);
    }

    [Fact]
    public async Task Two_people_at_once_cannot_share_the_last_use()
    {
        await using var team = await Team.StartAsync();
        var token = TokenOf(await InviteAsync(team, uses: 3));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(async () =>
        {
            try
            {
                await team.Accounts.AddInvitedAsync(new NewAccount($"Person {n}", Team.Password), token, default);
                return true;
            }
            catch (WrongUseException)
            {
                return false;
            }
        })));

        outcomes.Count(joined => joined).ShouldBe(3);
        (await team.Server.Get<IMembershipStore>().ListAsync(team.Knots.Id, default)).Count.ShouldBe(1 + 3);
        (await team.Accounts.ListAsync(default)).Count.ShouldBe(2 + 3, "who could not join has no account either");
    }

    [Theory]
    [InlineData("expired", "This invitation has expired")]
    [InlineData("used", "This invitation is used up")]
    [InlineData("withdrawn", "This invitation was withdrawn")]
    [InlineData("unknown", "This invitation is unknown here")]
    public async Task A_link_that_does_not_hold_tells_why_and_not_what_it_was_for(string what, string words)
    {
        await using var team = await Team.StartAsync();
        var invitations = team.Server.Get<IInvitationStore>();
        var link = "/invitation/nothing";
        if (what == "expired")
        {
            var token = LinkToken.New();
            await invitations.AddAsync(
                Invitation.Create(team.Knots.Id, ProjectRole.Labeler, LinkToken.Hash(token), 1, TimeSpan.FromDays(1), team.Labeler.PersonId, DateTimeOffset.UnixEpoch), default);
            link = $"/invitation/{token}";
        }
        else if (what != "unknown")
        {
            link = await InviteAsync(team, uses: 1);
            if (what == "used")
                await team.Accounts.AddInvitedAsync(new NewAccount("Tom", Team.Password), TokenOf(link), default);
            else
                await invitations.WithdrawAsync(team.Knots.Id, (await invitations.FindAsync(TokenOf(link), default))!.Id, DateTimeOffset.UnixEpoch, default);
        }

        var text = await Browser.TextAsync(await team.Server.Browse().GetAsync(link));
        text.ShouldContain(words);
        text.ShouldNotContain(team.Knots.Name);
        text.ShouldNotContain("name=\"Password\"");
    }

    [Fact]
    public async Task An_invitation_of_another_project_cannot_be_withdrawn_here()
    {
        await using var team = await Team.StartAsync();
        var link = await InviteAsync(team);
        var invitations = team.Server.Get<IInvitationStore>();
        var id = (await invitations.FindAsync(TokenOf(link), default))!.Id;
        await invitations.WithdrawAsync(team.Pcb.Id, id, DateTimeOffset.UnixEpoch, default);
        (await Browser.TextAsync(await team.Server.Browse().GetAsync(link))).ShouldContain("You are invited to Knots");
    }

    [Fact]
    public async Task A_token_is_kept_as_a_hash_only()
    {
        await using var team = await Team.StartAsync();
        var token = TokenOf(await InviteAsync(team));
        var kept = (await team.Server.Get<IInvitationStore>().ListAsync(team.Knots.Id, default)).Single();
        kept.TokenHash.ShouldBe(LinkToken.Hash(token));
        kept.TokenHash.ShouldNotContain(token);
    }

    private static async Task<string> InviteAsync(Team team, int uses = 5)
    {
        var ada = (await team.Accounts.FindAsync("Ada", default))!;
        return await team.Server.Get<PeopleDesk>().InviteAsync(
            new Visitor(ada.PersonId, ada.Name, ada.IsServerAdmin, ada.Id), team.Knots.Id, ProjectRole.Labeler, uses, days: 7, default);
    }

    private static string TokenOf(string link) => link.Split('/')[^1];
}
