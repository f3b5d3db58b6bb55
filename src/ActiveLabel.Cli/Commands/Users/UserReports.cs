using System.Text.Json.Serialization;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands.Users;

/// <summary>What <c>user add --json</c> prints, and <c>user list --json</c> a list of.</summary>
/// <param name="LastSeen">Null before the first time.</param>
internal sealed record UserReport(string Name, bool ServerAdmin, DateTimeOffset Made, DateTimeOffset? LastSeen, IReadOnlyList<UserProject> Projects);

internal sealed record UserProject(string Name, ProjectRole Role);

/// <summary>What <c>user reset-password --json</c> prints.</summary>
internal sealed record ResetReport(string Name, string Link);

internal static class UserReports
{
    public static async Task<UserReport> OfAsync(IServiceProvider services, AccountFacts account, CancellationToken cancel)
    {
        var names = (await services.GetRequiredService<IProjectStore>().ListAsync(cancel)).ToDictionary(p => p.Id, p => p.Name);
        var memberships = await services.GetRequiredService<IMembershipStore>().OfPersonAsync(account.PersonId, cancel);
        return new UserReport(
            account.Name, account.IsServerAdmin, account.MadeAt, account.LastSeenAt, [.. memberships.Select(m => new UserProject(names[m.ProjectId], m.Role))]);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, Converters = [typeof(RoleWord)])]
[JsonSerializable(typeof(UserReport))]
[JsonSerializable(typeof(IReadOnlyList<UserReport>))]
[JsonSerializable(typeof(ResetReport))]
internal sealed partial class UserJson : JsonSerializerContext;

/// <summary>Roles as words in small letters.</summary>
internal sealed class RoleWord() : JsonStringEnumConverter<ProjectRole>(System.Text.Json.JsonNamingPolicy.CamelCase);
