using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands.Users;

/// <summary>Makes an account, or puts one into a project. The password is typed, or read from stdin; never an argument, which others could see.</summary>
internal static class AddUserVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var name = new Argument<string>("NAME") { Description = "What the person signs in with. An account that is there already is only put into the project." };
        var admin = new Option<bool>("--admin") { Description = "An admin of the whole server." };
        var project = new Option<string?>("--project") { Description = "The project that the person belongs to." };
        var role = new Option<ProjectRole?>("--role") { Description = "labeler (the default) or admin of that project." };
        var json = Json.Option();
        var command = new Command("add", "Make an account. The password is asked for, or is the first line of stdin.") { name, admin, project, role, json };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(role) is not null && parsed.GetValue(project) is null)
                throw new WrongUseException("--role is a role in a project: name it with --project.");

            var report = await AddAsync(
                services(parsed), parsed.GetRequiredValue(name), parsed.GetValue(admin), parsed.GetValue(project),
                parsed.GetValue(role) ?? ProjectRole.Labeler, cancel);
            if (parsed.GetValue(json))
                Json.Write(report, UserJson.Default.UserReport);
            else
                Console.WriteLine($"{report.Name} can sign in{(parsed.GetValue(project) is { } to ? $" and is in {to}" : "")}.");
        });
        return command;
    }

    private static async Task<UserReport> AddAsync(
        IServiceProvider services, string name, bool admin, string? projectName, ProjectRole role, CancellationToken cancel)
    {
        var accounts = services.GetRequiredService<IAccountStore>();
        var project = projectName is null ? null : await services.GetRequiredService<IProjectStore>().GetAsync(projectName, cancel);
        PasswordRules.CheckName(name);
        var known = await accounts.FindAsync(name, cancel);
        if (known is not null && project is null)
            throw new WrongUseException($"The name '{known.Name}' is taken: choose another.");
        if (known is not null && admin)
            throw new WrongUseException($"There is an account '{known.Name}' already: --admin is for new ones.");

        var account = known ?? await accounts.AddAsync(new NewAccount(name, PasswordInput.Read(), admin), cancel);
        if (project is not null)
        {
            await services.GetRequiredService<IMembershipStore>().AddAsync(
                Membership.Create(project.Id, account.PersonId, role, services.GetRequiredService<TimeProvider>().GetUtcNow()), cancel);
        }

        return await UserReports.OfAsync(services, account, cancel);
    }
}
