using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data;
using ActiveLabel.TestKit.Running;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>A server on which people sign in, with an invitation and a link for a new password that hold.</summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    public const string Admin = "Ada";
    public const string Password = "four words that nobody guesses";

    private readonly RunningServer _server;

    private GuardedServer(RunningServer server, long project, string invitation, string reset) =>
        (_server, Project, Invitation, Reset) = (server, project, invitation, reset);

    public Uri Address => _server.Address;

    /// <summary>Id of the project that its people are in.</summary>
    public long Project { get; }

    /// <summary>Token of an invitation as a labeler.</summary>
    public string Invitation { get; }

    /// <summary>Token with which the admin may choose a new password.</summary>
    public string Reset { get; }

    public static async Task<GuardedServer> StartAsync(string data)
    {
        var folder = new DataFolder(data);
        var lifetime = TimeSpan.FromHours(1);
        var (invitation, reset, projectId) = (LinkToken.New(), "", 0L);
        await using (var services = new ServiceCollection().AddLogging().AddData(folder).BuildServiceProvider())
        {
            await services.MigrateDatabaseAsync(CancellationToken.None);
            var now = TimeProvider.System.GetUtcNow();
            var accounts = services.GetRequiredService<IAccountStore>();
            var admin = await accounts.AddFirstAsync(new NewAccount(Admin, Password, IsServerAdmin: true), CancellationToken.None);
            reset = await accounts.MakeResetAsync(admin.Id, lifetime, CancellationToken.None);
            var project = await services.GetRequiredService<IProjectStore>().AddAsync(ActiveLabel.Core.Projects.Project.Create("Guarded knots", ["sound", "dry"], "default", now), CancellationToken.None);
            await services.GetRequiredService<IInvitationStore>().AddAsync(
                ActiveLabel.Core.People.Invitation.Create(project.Id, ProjectRole.Labeler, LinkToken.Hash(invitation), uses: 5, lifetime, admin.PersonId, now), CancellationToken.None);
            await accounts.AddInvitedAsync(new NewAccount("Bo", Password), invitation, CancellationToken.None);
            projectId = project.Id;
        }

        return new GuardedServer(await RunningServer.StartAsync(data), projectId, invitation, reset);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
