using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell.Charts.Files;

namespace ActiveLabel.Cli.Commands;

/// <summary>Writes out who changed what.</summary>
internal static class LogCommand
{
    private const int AtOnce = 1_000;

    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string?>("PROJECT") { Description = "The project's name; without it, what concerns the whole server.", DefaultValueFactory = _ => null };
        var format = new Option<string>("--format") { Description = "text, csv or json (one object a line).", DefaultValueFactory = _ => "text" };
        var kind = new Option<string?>("--kind") { Description = $"Only changes about one thing: {string.Join(", ", Enum.GetValues<ChangeKind>().Select(ChangeWords.Of))}." };
        var by = new Option<string?>("--by") { Description = "Only changes by whoever has that name." };
        var command = new Command("log", "Who changed what in settings, classes, people and labels, oldest first.") { project, format, kind, by };
        command.SetAction(async (parsed, cancel) =>
        {
            var (head, print) = Printer(parsed.GetRequiredValue(format));
            var filter = new ChangeFilter(KindOf(parsed.GetValue(kind)), parsed.GetValue(by));
            await RunAsync(services(parsed), parsed.GetValue(project), filter, head, print, cancel);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(IServiceProvider services, string? name, ChangeFilter filter, string? head, Action<Change, string> print, CancellationToken cancel)
    {
        long? projectId = name is null ? null : (await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel)).Id;
        var people = await services.GetRequiredService<IPersonStore>().ListAsync(cancel);
        var log = services.GetRequiredService<IChangeLog>();
        if (head is not null)
            Console.Out.WriteLine(head);
        var last = 0L;
        while (await log.AfterAsync(projectId, last, AtOnce, cancel) is { Count: > 0 } some)
        {
            foreach (var change in some)
            {
                if ((filter.Kind is null || change.Kind == filter.Kind) && (filter.ActorName is null || change.ActorName == filter.ActorName))
                    print(change, ChangeWords.Of(change, id => people.GetValueOrDefault(id)?.Name));
            }

            last = some[^1].Id;
        }
    }

    private static ChangeKind? KindOf(string? named)
    {
        if (named is null)
            return null;

        return Enum.TryParse<ChangeKind>(named, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(named[0])
            ? kind
            : throw new WrongUseException($"There are no changes about '{named}'. There are: {string.Join(", ", Enum.GetValues<ChangeKind>().Select(ChangeWords.Of))}.");
    }

    /// <returns>What stands above all lines, and what writes one.</returns>
    private static (string? Head, Action<Change, string> Print) Printer(string format)
    {
        switch (format)
        {
            case "text":
                return (null, (change, words) => Console.Out.WriteLine($"{Time(change)}  {change.ActorName} {words}"));
            case "csv":
                return ("id,time,by,by_kind,kind,act,subject,sentence,before,after", (change, words) => Console.Out.WriteLine(string.Join(
                    ',',
                    new[] { change.Id.ToString(CultureInfo.InvariantCulture), Time(change), change.ActorName, $"{change.Actor}", $"{change.Kind}", $"{change.Act}", change.Subject, words, change.Before, change.After }
                        .Select(CsvText.Text))));
            case "json":
                return (null, (change, words) => Console.Out.WriteLine(JsonSerializer.Serialize(LoggedChange.Of(change, words), LogJson.Default.LoggedChange)));
            default:
                throw new WrongUseException($"A log is written as text, csv or json, not as '{format}'.");
        }
    }

    private static string Time(Change change) => change.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

/// <summary>One line of <c>log --format json</c>.</summary>
internal sealed record LoggedChange(
    long Id, DateTimeOffset Time, string By, ActorKind ByKind, long? ByPerson, ChangeKind Kind, ChangeAct Act, string? Subject, string Sentence, JsonNode? Before, JsonNode? After)
{
    public static LoggedChange Of(Change change, string words) => new(
        change.Id, change.At, change.ActorName, change.Actor, change.ActorPersonId, change.Kind, change.Act, change.Subject, words, Node(change.Before), Node(change.After));

    private static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LoggedChange))]
internal sealed partial class LogJson : JsonSerializerContext;
