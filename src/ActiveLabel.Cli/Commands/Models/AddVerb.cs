using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

internal static class AddVerb
{
    public static Command Create(Func<ParseResult, NetworkCatalogue> catalogue)
    {
        var source = new Argument<string>("NETWORK") { Description = "An ONNX file of an image network, or the id of an installed one, to cut it elsewhere." };
        var name = new Option<string?>("--name") { Description = "Its id; the file's name unless said." };
        var size = new Option<int?>("--size") { Description = "Height and width of its input, where it takes any; else 224." };
        var resize = new Option<string?>("--resize") { Description = "How pictures get that size: stretch (unless said), pad or crop." };
        resize.AcceptOnlyFromAmong("stretch", "pad", "crop");
        var channels = new Option<string?>("--channels") { Description = "rgb (unless said) or bgr." };
        channels.AcceptOnlyFromAmong("rgb", "bgr");
        var interpolation = new Option<string?>("--interpolation") { Description = "The filter of the resize, antialiased as Pillow's: bilinear (unless said) or bicubic." };
        interpolation.AcceptOnlyFromAmong("bilinear", "bicubic");
        var views = new Option<string?>("--views") { Description = "What of a picture is featurized and averaged: single (unless said), flip (it and its mirror image) or five-crops (corners and centre)." };
        views.AcceptOnlyFromAmong("single", "flip", "five-crops");
        var scale = new Option<float?>("--scale") { Description = "What grey levels 0..255 are multiplied by; 1/255 unless said." };
        var mean = Values("--mean", "Taken off after scaling: one number, or three separated by commas.");
        var deviation = Values("--deviation", "Divided by at last: one number, or three separated by commas.");
        var layers = new Option<string[]>("--layers") { Description = "The layers to take the features from, joined in that order: a,b,c. Else the input of the last dense layer.", HelpName = "a,b" };
        var pooling = new Option<string?>("--pooling") { Description = "How layers that spread over the picture become one value a channel: mean (unless said), max or both." };
        pooling.AcceptOnlyFromAmong("mean", "max", "both");
        var licence = new Option<string?>("--licence") { Description = "The licence of its weights, for your own record." };
        var json = Json.Option();
        var command = new Command("add", "Add a network from an ONNX file, or another cut of an installed one.")
        {
            source, name, size, resize, channels, interpolation, views, scale, mean, deviation, layers, pooling, licence, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var options = new NetworkOptions(
                parsed.GetValue(name), parsed.GetValue(size), Resize(parsed.GetValue(resize)), Channels(parsed.GetValue(channels)),
                parsed.GetValue(scale), parsed.GetValue(mean), parsed.GetValue(deviation),
                parsed.GetValue(layers) is { Length: > 0 } named ? named : null, parsed.GetValue(licence),
                Filter(parsed.GetValue(interpolation)), Views(parsed.GetValue(views)), PoolingText.Read(parsed.GetValue(pooling)));
            var networks = catalogue(parsed);
            var added = await networks.AddAsync(networks.Resolve(parsed.GetRequiredValue(source)), options, new Messages(), cancel);
            InstallVerb.Print(await networks.EnsureAsync(added.Id, messages: null, cancel), parsed.GetValue(json), "added");
        });
        return command;
    }

    private static Option<PerChannel?> Values(string name, string description) =>
        new(name) { Description = description, CustomParser = PerChannelText.Read };

    private static ResizeMode? Resize(string? word) => word switch
    {
        "stretch" => ResizeMode.Stretch,
        "pad" => ResizeMode.Pad,
        "crop" => ResizeMode.CentreCrop,
        _ => null,
    };

    private static Interpolation? Filter(string? word) => word switch
    {
        "bilinear" => Interpolation.Bilinear,
        "bicubic" => Interpolation.Bicubic,
        _ => null,
    };

    private static Views? Views(string? word) => word switch
    {
        "single" => Core.Features.Views.Single,
        "flip" => Core.Features.Views.Flip,
        "five-crops" => Core.Features.Views.FiveCrops,
        _ => null,
    };

    private static ChannelOrder? Channels(string? word) => word switch
    {
        "rgb" => ChannelOrder.Rgb,
        "bgr" => ChannelOrder.Bgr,
        _ => null,
    };
}
