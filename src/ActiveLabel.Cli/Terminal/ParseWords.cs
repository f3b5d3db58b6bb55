namespace ActiveLabel.Cli.Terminal;

/// <summary>What the parser of the command line says, without the names of .NET's types.</summary>
internal static class ParseWords
{
    private static readonly (Type Type, string Words)[] Numbers =
    [
        (typeof(int), "a whole number"), (typeof(int?), "a whole number"), (typeof(long), "a whole number"), (typeof(long?), "a whole number"),
        (typeof(float), "a number"), (typeof(float?), "a number"), (typeof(double), "a number"), (typeof(double?), "a number"),
    ];

    public static string Of(string message) =>
        Numbers.Aggregate(message, (said, number) => said.Replace($"as expected type '{number.Type}'", $"as {number.Words}", StringComparison.Ordinal));
}
