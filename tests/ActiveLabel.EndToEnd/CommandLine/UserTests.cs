using System.Net;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

public sealed class UserTests
{
    private const string Password = "three or four words";

    [Fact]
    public async Task Accounts_are_made_and_listed_and_never_with_a_password_on_the_command_line()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        await Activelabel.SucceedAsync("project", "create", "knots", "--classes", "sound,dry", "--data", data);

        (await Activelabel.AnswerAsync(Password, "user", "add", "Lea", "--project", "knots", "--data", data)).Errors.ShouldContain("first account");
        (await Activelabel.AnswerAsync(Password, "user", "add", "Mira", "--admin", "--data", data)).ExitCode.ShouldBe(0);
        (await Activelabel.AnswerAsync(Password, "user", "add", "Lea", "--project", "knots", "--data", data)).ExitCode.ShouldBe(0);
        (await Activelabel.AnswerAsync("short", "user", "add", "Eve", "--data", data)).ExitCode.ShouldBe(2);
        (await Activelabel.RunAsync("user", "add", "Eve", "--data", data)).Errors.ShouldContain("first line of stdin");
        (await Activelabel.SucceedAsync("user", "add", "Lea", "--project", "knots", "--role", "admin", "--data", data)).Output.ShouldContain("knots");

        var users = (await Activelabel.SucceedAsync("user", "list", "--json", "--data", data)).Json;
        users.GetArrayLength().ShouldBe(2);
        users[0].GetProperty("name").GetString().ShouldBe("Lea");
        users[0].GetProperty("projects")[0].GetProperty("role").GetString().ShouldBe("admin");
        users[1].GetProperty("serverAdmin").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_runs_knows_at_once_who_was_added_beside_it()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        await using var server = await RunningServer.StartAsync(data);
        (await server.Client.GetStringAsync(new Uri("/models", UriKind.Relative))).ShouldContain("Connecting");

        await Activelabel.AnswerAsync(Password, "user", "add", "Mira", "--admin", "--data", data);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        var answer = await stranger.GetAsync(new Uri("/models", UriKind.Relative));
        for (var tries = 0; answer.StatusCode != HttpStatusCode.Redirect && tries < 100; tries++)
        {
            await Task.Delay(50);
            answer = await stranger.GetAsync(new Uri("/models", UriKind.Relative));
        }

        answer.Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
        var link = (await Activelabel.SucceedAsync("user", "reset-password", "mira", "--address", server.Address.ToString(), "--data", data)).Output.Trim();
        (await server.Client.GetStringAsync(new Uri(link))).ShouldContain("A new password for Mira");
    }

    [Fact]
    public async Task The_first_start_that_others_can_reach_prints_where_the_first_admin_is_made()
    {
        using var folder = new TemporaryFolder();
        using var process = Activelabel.Start("serve", "--urls", "http://0.0.0.0:0", "--data", folder["data"]);
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var said = "";
            while (!said.Contains("/setup?token=", StringComparison.Ordinal))
                said += await process.StandardError.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException($"the server ended:\n{said}");

            said.ShouldContain("Make the first admin: http://localhost:");
            said.ShouldContain("unencrypted");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }
}
