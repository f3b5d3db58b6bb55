using System.CommandLine;
using System.Globalization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.People;

namespace ActiveLabel.Cli.Commands.Users;

/// <summary>Who can sign in.</summary>
internal static class ListUsersVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var json = Json.Option();
        var command = new Command("list", "Who can sign in, and to which projects they belong.") { json };
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var users = new List<UserReport>();
            foreach (var account in await provider.GetRequiredService<IAccountStore>().ListAsync(cancel))
                users.Add(await UserReports.OfAsync(provider, account, cancel));

            if (parsed.GetValue(json))
                Json.Write(users, UserJson.Default.IReadOnlyListUserReport);
            else if (users.Count == 0)
                Console.WriteLine("There are no accounts: whoever sits at this machine is the admin.");
            else
                Columns.Write(["NAME", "SERVER ADMIN", "PROJECTS", "LAST SEEN"], users.Select(Row));
        });
        return command;
    }

    private static string[] Row(UserReport user) =>
    [
        user.Name, user.ServerAdmin ? "yes" : "", string.Join(", ", user.Projects.Select(p => $"{p.Name} ({p.Role.ToString().ToLowerInvariant()})")),
        user.LastSeen?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "never",
    ];
}
