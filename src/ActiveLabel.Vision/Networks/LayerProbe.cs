using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Networks;

/// <summary>Finds the shape of every layer by running the network once with all of them as outputs, which no rule can get wrong.</summary>
internal sealed class LayerProbe
{
    private readonly Dictionary<string, NetworkLayer> _layers;
    private readonly Dictionary<string, FeatureTap> _taps;

    private LayerProbe(IReadOnlyList<NetworkLayer> layers, Dictionary<string, FeatureTap> taps)
    {
        Layers = layers;
        _layers = layers.ToDictionary(layer => layer.Name);
        _taps = taps;
    }

    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <exception cref="WrongUseException">The runtime does not take the network or cannot run it on a picture of that size.</exception>
    public static LayerProbe Run(ModelProto model, NetworkGraph graph, ImageInput input, int height, int width)
    {
        var changing = graph.Downstream(input.Name);
        var outputs = Compute(model, input, changing, height, width).ToDictionary(output => output.Name);
        var counted = new HashSet<string>();
        var layers = new List<NetworkLayer>();
        var taps = new Dictionary<string, FeatureTap>();
        foreach (var node in changing)
        {
            var parameters = NetworkGraph.Reads(node).Where(counted.Add).Sum(read => Count(graph.Constant(read)));
            foreach (var name in node.Output.Where(outputs.ContainsKey))
            {
                var output = outputs[name];
                if (TapOf(output, height, width) is { } tap)
                    taps[name] = tap;
                layers.Add(new NetworkLayer(name, node.OpType, output.Shape, parameters, taps.GetValueOrDefault(name)?.Channels));
                parameters = 0;
            }
        }
        return new LayerProbe(layers, taps);
    }

    /// <summary>The shape of a layer for one image, or null.</summary>
    public IReadOnlyList<long>? Shape(string tensor) => _layers.GetValueOrDefault(tensor)?.Shape;

    /// <exception cref="WrongUseException">There is no such layer, or it cannot serve.</exception>
    public FeatureTap Tap(string tensor)
    {
        var layer = _layers.GetValueOrDefault(tensor)
            ?? throw new WrongUseException($"The network has no layer '{tensor}'; `activelabel models inspect` lists them.");
        return _taps.GetValueOrDefault(tensor)
            ?? throw new WrongUseException(
                $"The layer '{tensor}' ({layer.Type}, [{string.Join(", ", layer.Shape)}]) cannot serve as features: needed is [1, C] or "
                + "[1, C, height, width]. Name another with --layers; `activelabel models inspect` lists them.");
    }

    private static IReadOnlyList<TrialOutput> Compute(
        ModelProto model, ImageInput input, IReadOnlyList<NodeProto> nodes, int height, int width)
    {
        var open = model.Clone();
        open.Graph.Output.Clear();
        open.Graph.Output.AddRange(nodes.SelectMany(node => node.Output).Where(name => name.Length > 0).Select(name => new ValueInfoProto { Name = name }));
        if (open.Graph.Output.Count == 0)
            throw new WrongUseException($"Nothing in this network is computed from its input '{input.Name}'.");
        var image = SampleImages.Create(1, height, width);
        long[] shape = input.Layout == Layout.ChannelsLast ? [1, height, width, 3] : [1, 3, height, width];
        try
        {
            using var trial = new TrialRun(open.ToByteArray(), optimize: false);
            return trial.Run(image, shape);
        }
        catch (OnnxRuntimeException exception)
        {
            var hint = input.Height is null || input.Width is null ? " If its pictures have another size, say so with --size." : "";
            throw new WrongUseException(
                $"ONNX Runtime cannot run this network on a picture of {width} x {height}: {exception.Message.TrimEnd()}{hint}", exception);
        }
    }

    /// <summary>Weights are tensors of floats or of quantised floats; shapes, and bounds and exponents without a dimension, are none.</summary>
    private static long Count(TensorProto? constant) =>
        constant is null or { Dims.Count: 0 } || constant.DataType == (int)TensorProto.Types.DataType.Int64
            ? 0
            : constant.Dims.Aggregate(1L, (product, size) => product * size);

    private static FeatureTap? TapOf(TrialOutput output, int height, int width)
    {
        // Only floats come back with values.
        if (output.Values.Length == 0)
            return null;
        return output.Shape switch
        {
            [1, > 1 and var channels] => Tap(Layout.Vector, channels, 1),
            [1, > 1 and var channels, var h, var w] when IsPicture(h, w, height, width) => Tap(Layout.ChannelsFirst, channels, h * w),
            [1, var h, var w, > 1 and var channels] when IsPicture(h, w, height, width) => Tap(Layout.ChannelsLast, channels, h * w),
            _ => null,
        };

        FeatureTap Tap(Layout layout, long channels, long positions) => new(output.Name, layout, (int)channels, positions > 1, output.Half);
    }

    /// <summary>Two dimensions are a picture's where they stand to each other as the input's do, up to rounding.</summary>
    private static bool IsPicture(long h, long w, int height, int width) =>
        Math.Abs((h * width) - (w * height)) < Math.Max(height, width);
}
