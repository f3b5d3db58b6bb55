using System.Net;
using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;

namespace ActiveLabel.Web.Tests.Access;

public sealed class SetupTests
{
    [Fact]
    public async Task A_fresh_server_tells_where_the_token_is_and_not_the_token()
    {
        await using var server = await WebServer.StartReachableAsync();
        var browser = server.Browse();
        (await browser.GetAsync("/projects/1/review")).Headers.Location!.OriginalString.ShouldBe("/setup");

        var text = await Browser.TextAsync(await browser.GetAsync("/setup"));
        text.ShouldContain("Make the first admin:");
        text.ShouldNotContain(server.Get<SetupToken>().Value);
        text.ShouldNotContain("Password");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task A_wrong_token_is_told_so_and_makes_nobody(string token)
    {
        await using var server = await WebServer.StartReachableAsync();
        var browser = server.Browse();
        (await Browser.TextAsync(await browser.GetAsync($"/setup?token={token}"))).ShouldContain("each start prints another");

        // The form of the right page, posted to the wrong address.
        await browser.GetAsync($"/setup?token={server.Get<SetupToken>().Value}");
        await browser.SubmitAsync($"/setup?token={token}", ("_handler", "setup"), ("Name", "Eve"), ("Password", Team.Password));
        (await server.Get<IAccountStore>().AnyAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_token_makes_the_first_admin_once()
    {
        await using var server = await WebServer.StartReachableAsync();
        var address = $"/setup?token={server.Get<SetupToken>().Value}";
        var browser = server.Browse();

        (await Browser.TextAsync(await browser.SubmitAsync(address, ("Name", "Ada"), ("Password", "short")))).ShouldContain("at least 10 characters");
        (await browser.SubmitAsync(address, ("Name", "Ada"), ("Password", Team.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync("/models")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await server.Browse().GetAsync(address)).Headers.Location!.OriginalString.ShouldEndWith("/sign-in");
        (await server.Get<IAccountStore>().ListAsync(default)).Single().IsServerAdmin.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_first_admins_at_once_are_one()
    {
        await using var server = await WebServer.StartReachableAsync();
        var accounts = server.Get<IAccountStore>();
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            try
            {
                await accounts.AddFirstAsync(new NewAccount($"Ada {n}", Team.Password, IsServerAdmin: true), default);
                return true;
            }
            catch (WrongUseException)
            {
                return false;
            }
        })));
        tries.Count(made => made).ShouldBe(1);
        (await accounts.ListAsync(default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_account_on_a_server_of_one_machine_closes_it_at_once()
    {
        await using var server = await WebServer.StartAsync();
        (await server.Client.GetAsync("/models")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await server.Get<IAccountStore>().AddAsync(new NewAccount("Ada", Team.Password, IsServerAdmin: true), default);
        await WebServer.UntilAsync(async () => (await server.Client.GetAsync("/models")).StatusCode == HttpStatusCode.Redirect);
        (await server.Client.GetAsync("/api/projects/1/images/1")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Accounts_can_be_asked_for_by_setting()
    {
        await using var server = await WebServer.StartAsync(("Access:Accounts", "true"));
        (await server.Client.GetAsync("/")).Headers.Location!.OriginalString.ShouldBe("/setup");
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://localhost:5080;http://[::1]:5081", false)]
    [InlineData("http://127.0.0.1:5080;http://0.0.0.0:5081", true)]
    [InlineData("http://*:80", true)]
    [InlineData("https://labels.example", true)]
    public void A_server_knows_whether_others_can_reach_it(string urls, bool beyond) => ListeningAddresses.ReachBeyondLoopback(urls).ShouldBe(beyond);

    [Fact]
    public void An_address_that_is_none_is_named() =>
        Should.Throw<WrongUseException>(() => ListeningAddresses.ReachBeyondLoopback("http://127.0.0.1:5080;nonsense")).Message.ShouldContain("'nonsense'");
}
