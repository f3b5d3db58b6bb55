using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActiveLabel.Core.Changes;

/// <summary>A line of the log as a sentence.</summary>
public static class ChangeWords
{
    private const int LongestValue = 60;

    /// <summary>Where the name of a setting does not say what it is called on the pages.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["Start"] = "first images",
        ["SpreadLabels"] = "learning from look-alikes",
        ["RetrainAfter"] = "labels until the next round",
        ["AuditShare"] = "share of random checks",
        ["L1"] = "L1 penalty",
        ["L2"] = "L2 penalty",
        ["Weights"] = "class weights",
        ["Normalisation"] = "coordinates",
        ["ShowGuess"] = "showing the model's guess",
        ["PracticeGoal"] = "right answers in practice",
        ["GoldShare"] = "share of hidden checks",
        ["LeaseMinutes"] = "minutes an image stays reserved",
        ["Overlap"] = "people who answer about each image",
        ["IsServerAdmin"] = "admin of the server",
        ["ExampleIds"] = "example images",
        ["Ordinal"] = "place",
        ["PracticeWaivedAt"] = "practice waived",
    };

    /// <summary>What was done, without who did it: "changed the batch size from 10 to 25".</summary>
    /// <param name="personOf">The name of a person by id, or null where nobody knows it.</param>
    public static string Of(Change change, Func<long, string?> personOf)
    {
        var (before, after) = (Read(change.Before), Read(change.After));
        return (change.Kind, change.Act) switch
        {
            (ChangeKind.Settings, _) => $"changed {Differences(before, after, "setting")}",
            (ChangeKind.Project, ChangeAct.Added) => $"made the project{Named(change)}{Listed(after)}",
            (ChangeKind.Project, _) => $"changed {Differences(before, after, "project")}",
            (ChangeKind.Instructions, _) => $"changed the instructions{Lengths(before, after)}",
            (ChangeKind.Classes, ChangeAct.Added) => $"added the class{Named(change)}",
            (ChangeKind.Classes, ChangeAct.Removed) => $"removed the class{Named(change)}",
            (ChangeKind.Classes, _) when after.ContainsKey("Became") => $"changed the classes: {Text(after, "Became")}",
            (ChangeKind.Classes, _) => $"changed of the class{Named(change)} {Differences(before, after, "class")}",
            (ChangeKind.Members, ChangeAct.Added) => $"made {Person(after, personOf)} {Article(Text(after, "Role"))} of the project",
            (ChangeKind.Members, ChangeAct.Removed) => $"took {Person(before, personOf)} out of the project",
            (ChangeKind.Members, _) => $"changed of {Person(after, personOf)} {Differences(Without(before), Without(after), "membership")}",
            (ChangeKind.Invitations, ChangeAct.Added) => $"made an invitation for {Text(after, "Uses")} to be {Article(Text(after, "Role"))}",
            (ChangeKind.Invitations, _) => "withdrew an invitation",
            (ChangeKind.Accounts, ChangeAct.Added) => $"made the account{Named(change)}{(Text(after, "IsServerAdmin") == "true" ? ", admin of the server" : "")}",
            (ChangeKind.Accounts, ChangeAct.Removed) => $"removed the account{Named(change)}",
            (ChangeKind.Accounts, _) when after.ContainsKey("Password") => $"set another password of{Named(change)}",
            (ChangeKind.Accounts, _) when after.ContainsKey("ResetLink") => $"made a link for{Named(change)} to choose another password",
            (ChangeKind.Accounts, _) => $"changed of{Named(change)} {Differences(before, after, "account")}",
            (ChangeKind.Gold, ChangeAct.Removed) => $"took the gold mark off{Named(change)}",
            (ChangeKind.Gold, _) => $"marked{Named(change)} as gold, certainly '{Text(after, "Class")}'",
            (ChangeKind.Labels, _) => $"corrected {Text(after, "Entries")} {(Text(after, "Entries") == "1" ? "label" : "labels")} by {Lower(Text(after, "Source"))}",
            (ChangeKind.Images, _) => $"moved {Text(after, "Images")} {(Text(after, "Images") == "1" ? "image" : "images")}{Named(change)} {Text(after, "To") switch { "removed" => "out of the project", "back" => "back into the project", "pool" => "into the pool", var to => $"into the {to} split" }}",
            (ChangeKind.Exports, _) => $"took out{Named(change)}{Listed(after)}",
            _ => $"{Lower($"{change.Act}")} {Lower($"{change.Kind}")}{Named(change)}",
        };
    }

    /// <summary>What somebody who filters would look for.</summary>
    public static string Of(ChangeKind kind) => Lower($"{kind}");

    private static string Differences(Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, string whole)
    {
        string[] keys = [.. before.Keys.Union(after.Keys, StringComparer.Ordinal)];
        return keys.Length == 0
            ? $"the {whole}"
            : string.Join("; ", keys.Select(key => $"the {NameOf(key)} {From(before, after, key)}"));
    }

    private static string From(Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, string key) =>
        (before.TryGetValue(key, out var then) ? Show(then) : "", after.TryGetValue(key, out var now) ? Show(now) : "") switch
        {
            ("", var to) => $"to {to}",
            (var was, "") => $"from {was} to nothing",
            var (was, to) => $"from {was} to {to}",
        };

    private static string Lengths(Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after) =>
        Text(before, "Length") is { Length: > 0 } then && Text(after, "Length") is { Length: > 0 } now ? $" from {then} characters to {now}" : "";

    private static string Listed(Dictionary<string, JsonElement> after) =>
        after.Count == 0 ? "" : $" ({string.Join(", ", after.Select(v => $"{NameOf(v.Key)}: {Show(v.Value)}"))})";

    private static string Named(Change change) => change.Subject is null ? "" : $" '{change.Subject}'";

    private static string Person(Dictionary<string, JsonElement> value, Func<long, string?> personOf) =>
        value.TryGetValue("Person", out var id) && id.TryGetInt64(out var number) ? personOf(number) ?? $"person {number}" : "somebody";

    private static Dictionary<string, JsonElement> Without(Dictionary<string, JsonElement> value) =>
        value.Where(v => v.Key != "Person").ToDictionary(StringComparer.Ordinal);

    private static string Text(Dictionary<string, JsonElement> value, string key) => value.TryGetValue(key, out var found) ? Plain(found) : "";

    private static string Article(string role) => role.Length == 0 ? "a member" : $"{("AEIOU".Contains(role[0], StringComparison.Ordinal) ? "an" : "a")} {Lower(role)}";

    private static string Show(JsonElement value)
    {
        var text = Plain(value);
        return text.Length == 0 ? "nothing" : text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Plain)),
        _ => value.GetRawText(),
    };

    private static string NameOf(string key) => Names.GetValueOrDefault(key) ?? Spaced(key);

    /// <summary>"BatchSize" as "batch size".</summary>
    private static string Spaced(string key)
    {
        var words = new StringBuilder();
        foreach (var letter in key)
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    private static string Lower(string text) => text.ToLower(CultureInfo.InvariantCulture);

    private static Dictionary<string, JsonElement> Read(string? json)
    {
        if (json is null)
            return [];

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone(), StringComparer.Ordinal)
            : [];
    }
}
