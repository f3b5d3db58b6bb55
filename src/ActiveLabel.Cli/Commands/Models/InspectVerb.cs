using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

internal static class InspectVerb
{
    public static Command Create(Func<ParseResult, NetworkCatalogue> catalogue)
    {
        var network = new Argument<string>("NETWORK") { Description = "Id of an installed network, default, or the path of an ONNX file." };
        var size = new Option<int?>("--size") { Description = "Height and width to tell the shapes for, where the network takes any." };
        var whole = new Option<bool>("--whole") { Description = "Get the whole of an installed network where only the part up to its features is kept." };
        var json = Json.Option();
        var command = new Command("inspect", "What a network takes, its layers, and which of them can serve as features.") { network, size, whole, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var networks = catalogue(parsed);
            var seen = await networks.InspectAsync(
                networks.Resolve(parsed.GetRequiredValue(network)), parsed.GetValue(size), parsed.GetValue(whole), new Messages(), cancel);
            if (parsed.GetValue(json))
                Json.Write(seen, ModelsJson.Default.NetworkInspection);
            else
                Print(seen);
        });
        return command;
    }

    private static void Print(NetworkInspection seen)
    {
        Console.WriteLine($"{seen.Descriptor?.Title ?? seen.Id}  ({seen.File})");
        Console.WriteLine(
            $"Input '{seen.Input.Name}': {Size(seen.Input.Width)} x {Size(seen.Input.Height)} pixels, channels {(seen.Input.ChannelsLast ? "last" : "first")}");
        if (seen.Descriptor is { } descriptor)
            Console.WriteLine(
                $"{Describe(descriptor.Preprocessing)}\n{descriptor.VectorLength} values; licence {descriptor.Licence}; {descriptor.Source}");
        Console.WriteLine(
            $"{seen.Layers.Count} layers, {seen.Parameters:N0} parameters. Features from: {(seen.Proposed is [] ? "name a layer" : string.Join(", ", seen.Proposed))}"
            + (seen.Descriptor is { Pooling: not Pooling.Mean } pooled ? $", pooled by {PoolingText.Write(pooled.Pooling)}" : ""));
        if (!seen.Whole)
            Console.WriteLine("These are the layers up to its features; --whole shows those behind them too.");
        Console.WriteLine();
        Columns.Write(
            ["", "LAYER", "TYPE", "SHAPE", "PARAMETERS", "FEATURES"],
            seen.Layers.Select(layer => (string[])
            [
                seen.Proposed.Contains(layer.Name) ? "*" : "", layer.Name, layer.Type, string.Join(" x ", layer.Shape),
                layer.Parameters > 0 ? $"{layer.Parameters:N0}" : "", $"{layer.FeatureWidth}",
            ]));
        Console.WriteLine($"{seen.Layers.Count(layer => layer.FeatureWidth is not null)} of them can serve as features (FEATURES tells the width); * marks those that do.");
    }

    private static string Describe(Preprocessing how)
    {
        var resize = how.Resize switch
        {
            ResizeMode.Stretch => "stretched",
            ResizeMode.Pad => "resized and padded",
            _ => "resized and cropped",
        };
        return $"Pictures are {resize} to {how.Width} x {how.Height}{PreprocessingText.Unusual(how)}, {how.Channels.ToString().ToUpperInvariant()}, "
            + $"(grey level * {how.Scale} - {PerChannelText.Write(how.Mean)}) / {PerChannelText.Write(how.Deviation)}";
    }

    private static string Size(int? pixels) => pixels is { } known ? $"{known}" : "any";
}
