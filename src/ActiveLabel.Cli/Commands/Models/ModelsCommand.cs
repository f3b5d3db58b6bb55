using System.CommandLine;
using ActiveLabel.Cli.Commands.Models.Comparing;
using ActiveLabel.Core;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

/// <summary>The networks that turn images into feature vectors.</summary>
internal static class ModelsCommand
{
    public static Command Create(Func<ParseResult, DataFolder> folder, Func<ParseResult, IServiceProvider> services)
    {
        NetworkCatalogue Catalogue(ParseResult parsed) => new(folder(parsed));
        return new Command("models", "The networks that turn images into feature vectors.")
        {
            ListVerb.Create(Catalogue), InspectVerb.Create(Catalogue), AddVerb.Create(Catalogue), InstallVerb.Create(Catalogue),
            RemoveVerb.Create(services), CompareVerb.Create(services), QuantizeVerb.Create(services), HalfVerb.Create(services),
        };
    }
}
