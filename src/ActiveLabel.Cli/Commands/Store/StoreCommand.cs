using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Vision.Storage.Upkeep;

namespace ActiveLabel.Cli.Commands.Store;

/// <summary>The store of feature vectors.</summary>
internal static class StoreCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services) =>
        new("store", "The store of feature vectors.") { VerifyVerb.Create(services), CompactVerb.Create(services) };

    public static ProgressLine<StoreProgress> Progress(string what, TimeProvider time) =>
        new(time, at => ($"{what} {at.Featurizer}: {at.Rows} of {at.Total} vectors", at.Rows == at.Total));

    public static void TellForeign(IReadOnlyList<string> foreign)
    {
        foreach (var path in foreign) Console.WriteLine($"left alone: {path}: none of the store's files");
    }
}
