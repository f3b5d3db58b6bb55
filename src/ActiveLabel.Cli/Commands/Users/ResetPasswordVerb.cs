using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.People;

namespace ActiveLabel.Cli.Commands.Users;

/// <summary>A link with which somebody chooses a new password.</summary>
internal static class ResetPasswordVerb
{
    private static readonly TimeSpan Holds = TimeSpan.FromDays(2);

    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var name = new Argument<string>("NAME") { Description = "Whose password is lost." };
        var address = new Option<string>("--address") { Description = "Where the person reaches the server.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var json = Json.Option();
        var command = new Command("reset-password", "Print a link with which the person chooses a new password, once, within two days.") { name, address, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var accounts = services(parsed).GetRequiredService<IAccountStore>();
            var account = await accounts.FindAsync(parsed.GetRequiredValue(name), cancel)
                ?? throw new WrongUseException($"There is no account '{parsed.GetRequiredValue(name)}': see activelabel user list.");
            var token = await accounts.MakeResetAsync(account.Id, Holds, cancel);
            var link = $"{parsed.GetRequiredValue(address).TrimEnd('/')}/reset/{token}";
            if (parsed.GetValue(json))
                Json.Write(new ResetReport(account.Name, link), UserJson.Default.ResetReport);
            else
                Console.WriteLine(link);
        });
        return command;
    }
}
