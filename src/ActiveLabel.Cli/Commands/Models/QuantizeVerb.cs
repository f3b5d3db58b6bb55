using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

internal static class QuantizeVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var network = new Argument<string>("NETWORK") { Description = "Id of an installed network, or default." };
        var images = new Option<string>("--images") { Description = "The project whose images the rounding is fitted to.", Required = true };
        var name = new Option<string?>("--name") { Description = "The new network's id; the old one's with -int8 unless said." };
        var json = Json.Option();
        var command = new Command("quantize", "Make a network that computes in 8 bits: faster on processors, its vectors slightly off.") { network, images, name, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var project = await provider.GetRequiredService<IProjectStore>().GetAsync(parsed.GetRequiredValue(images), cancel);
            var sample = await provider.GetRequiredService<IImageStore>().SampleAsync(project.Id, split: null, classId: null, Int8Networks.Pictures, cancel);
            var id = provider.GetRequiredService<NetworkCatalogue>().Resolve(parsed.GetRequiredValue(network));
            var made = await provider.GetRequiredService<Int8Networks>().AddAsync(
                id, [.. sample.Select(image => image.Hash)], parsed.GetValue(name), new Messages(), cancel);
            if (parsed.GetValue(json))
                Json.Write(QuantizedReport.Of(made), ModelsJson.Default.QuantizedReport);
            else
                Console.WriteLine(
                    $"{made.Featurizer.Network} is added: {made.Convolutions - made.Floats} of {made.Convolutions} convolutions in 8 bits, "
                    + $"noise {made.Noise:0.000} of the signal (featurizer {made.Featurizer.Id}).");
        });
        return command;
    }
}

/// <summary>What <c>models quantize --json</c> prints.</summary>
/// <param name="Id">The new network's id in the catalogue.</param>
/// <param name="ConvolutionsInFloats">At the network's start, where rounding would lose too much.</param>
/// <param name="Noise">Median over the features: standard deviation of the rounding's error, divided by the feature's own.</param>
internal sealed record QuantizedReport(
    string Id, string Featurizer, string File, int VectorLength, int Convolutions, int ConvolutionsInFloats, float Noise)
{
    public static QuantizedReport Of(Int8Listing made) => new(
        made.Featurizer.Network, made.Featurizer.Id, made.Featurizer.NetworkFile, made.Featurizer.VectorLength, made.Convolutions, made.Floats,
        made.Noise);
}
