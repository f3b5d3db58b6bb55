using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Changes;

/// <summary>Values as the log keeps them: JSON objects of plain values.</summary>
internal static class ChangeJson
{
    /// <summary>Longer texts are cut: the log says that they changed, it is no store of texts.</summary>
    private const int LongestText = 2_000;

    /// <param name="value">Name and value pairs; null for none.</param>
    public static string? Of(object? value) => value switch
    {
        null => null,
        IEnumerable<KeyValuePair<string, object?>> pairs => Of(pairs),
        _ => throw new ArgumentException("The log keeps names with values.", nameof(value)),
    };

    public static string Of(IEnumerable<KeyValuePair<string, object?>> pairs)
    {
        var node = new JsonObject();
        foreach (var (name, value) in pairs) node[name] = NodeOf(value);
        return node.ToJsonString();
    }

    /// <summary>Those settings that differ between two policies, as they were and as they are.</summary>
    public static (Dictionary<string, object?> Before, Dictionary<string, object?> After) Differences(ProjectPolicy before, ProjectPolicy after)
    {
        var (then, now) = (Values(before), Values(after));
        var (was, becomes) = (new Dictionary<string, object?>(), new Dictionary<string, object?>());
        foreach (var name in then.Select(p => p.Key).Union(now.Select(p => p.Key), StringComparer.Ordinal))
        {
            if (JsonNode.DeepEquals(then[name], now[name]))
                continue;
            (was[name], becomes[name]) = (then[name]?.DeepClone(), now[name]?.DeepClone());
        }

        return (was, becomes);

        static JsonObject Values(ProjectPolicy policy) => (JsonObject)JsonSerializer.SerializeToNode(policy, StoredJson.Default.ProjectPolicy)!;
    }

    private static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        JsonNode node => node,
        bool flag => flag,
        int number => number,
        long number => number,
        double number => number,
        float number => number,
        string text => text.Length <= LongestText ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, LongestText)}… ({text.Length:N0} characters)"),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable many => new JsonArray([.. many.Cast<object?>().Select(NodeOf)]),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
