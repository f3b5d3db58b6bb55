using System.CommandLine;

namespace ActiveLabel.Cli.Commands.Store;

/// <summary>The store of feature vectors.</summary>
internal static class StoreCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services) =>
        new("store", "The store of feature vectors.") { VerifyVerb.Create(services), CompactVerb.Create(services) };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print the result as JSON." };

    public static void TellForeign(IReadOnlyList<string> foreign)
    {
        foreach (var path in foreign) Console.WriteLine($"left alone: {path}: none of the store's files");
    }
}
