using System.Text.Json.Nodes;

namespace ActiveLabel.Core.Changes;

/// <summary>
/// Many labels that are given at once are written in many short steps, between which others get theirs in, and each step has
/// its line in the log. For people they are one change.
/// </summary>
public static class ChangeSteps
{
    /// <summary>Digits of a version 7 id that tell when it was made, in milliseconds (RFC 9562): those of one action are the same.</summary>
    private const int TimeDigits = 12;

    /// <param name="newestFirst">Lines of the log.</param>
    /// <returns>The same, but of lines that follow one another and are steps of one action only the newest, with the labels of all.</returns>
    public static IReadOnlyList<Change> Join(IEnumerable<Change> newestFirst)
    {
        var joined = new List<Change>();
        foreach (var change in newestFirst)
        {
            if (joined is [.., var newer] && TryJoin(newer, change) is { } both)
                joined[^1] = both;
            else
                joined.Add(change);
        }

        return joined;
    }

    private static Change? TryJoin(Change newer, Change older)
    {
        if ((newer.Kind, older.Kind) != (ChangeKind.Labels, ChangeKind.Labels) || newer.ActorName != older.ActorName || newer.ActorPersonId != older.ActorPersonId
            || Read(newer) is not { } last || Read(older) is not { } first || MadeAt(last) is not { } at || at != MadeAt(first)
            || last["Source"]?.ToString() != first["Source"]?.ToString())
        {
            return null;
        }

        last["Entries"] = (int?)last["Entries"] + (int?)first["Entries"];
        last["First"] = first["First"]?.ToString();
        return newer with { After = last.ToJsonString() };
    }

    private static JsonObject? Read(Change change) => change.After is null ? null : JsonNode.Parse(change.After) as JsonObject;

    /// <summary>Null where it does not say, as lines of another program's version may not.</summary>
    private static string? MadeAt(JsonObject after) =>
        Guid.TryParse(after["First"]?.ToString(), out var id) && id.Version == 7 ? id.ToString("N")[..TimeDigits] : null;
}
