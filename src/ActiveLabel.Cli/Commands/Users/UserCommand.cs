using System.CommandLine;

namespace ActiveLabel.Cli.Commands.Users;

/// <summary>Accounts, from the machine that serves: also while the server runs, and when nobody can sign in any more.</summary>
internal static class UserCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services) =>
        new("user", "People who sign in.") { AddUserVerb.Create(services), ListUsersVerb.Create(services), ResetPasswordVerb.Create(services) };
}
