using System.CommandLine;
using System.Text.Json.Serialization.Metadata;

namespace ActiveLabel.Cli.Terminal;

/// <summary>What a machine reads: one JSON document on stdout.</summary>
internal static class Json
{
    public static Option<bool> Option() => new("--json") { Description = "Print the result as JSON." };

    public static void Write<T>(T value, JsonTypeInfo<T> shape) =>
        Console.Out.WriteLine(System.Text.Json.JsonSerializer.Serialize(value, shape));
}
