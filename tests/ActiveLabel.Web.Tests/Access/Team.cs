using System.Net;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Tests.Access;

/// <summary>A server that others can reach, with the admin Ada, two projects, and the labeler Lea in the first.</summary>
internal sealed class Team : IAsyncDisposable
{
    public const string Password = "three or four words";

    private Team(WebServer server, Project knots, Project pcb) => (Server, Knots, Pcb) = (server, knots, pcb);

    public WebServer Server { get; }

    public Project Knots { get; }

    /// <summary>Nobody is in this one.</summary>
    public Project Pcb { get; }

    public IAccountStore Accounts => Server.Get<IAccountStore>();

    public AccountFacts Labeler { get; private set; } = null!;

    public static async Task<Team> StartAsync(params (string Key, string Value)[] settings) => await OfAsync(await WebServer.StartReachableAsync(settings));

    public static async Task<Team> OfAsync(WebServer server)
    {
        var team = new Team(server, await server.ProjectAsync(), await server.ProjectAsync("Pcb"));
        await team.Accounts.AddAsync(new NewAccount("Ada", Password, IsServerAdmin: true), default);
        team.Labeler = await team.AddAsync("Lea", ProjectRole.Labeler);
        return team;
    }

    /// <summary>Somebody with an account, in the first project.</summary>
    public async Task<AccountFacts> AddAsync(string name, ProjectRole role)
    {
        var account = await Accounts.AddAsync(new NewAccount(name, Password), default);
        await Server.Get<IMembershipStore>().AddAsync(Membership.Create(Knots.Id, account.PersonId, role, DateTimeOffset.UnixEpoch), default);
        return account;
    }

    public async Task<Browser> SignInAsync(string name, string password = Password)
    {
        var browser = Server.Browse();
        using var answer = await browser.SubmitAsync("/sign-in", ("Name", name), ("Password", password));
        return answer.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"{name} was not let in: {answer.StatusCode}.");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
