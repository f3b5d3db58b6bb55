using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Networks;

/// <summary>Finds the shape of every layer by running the network once with all of them as outputs, which no rule can get wrong.</summary>
internal sealed class LayerProbe
{
    private LayerProbe(IReadOnlyList<NetworkLayer> layers, IReadOnlyDictionary<string, Layout> layouts)
    {
        Layers = layers;
        Layouts = layouts;
    }

    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>The layers that can serve as features.</summary>
    public IReadOnlyDictionary<string, Layout> Layouts { get; }

    /// <exception cref="WrongUseException">The runtime does not take the network or cannot run it on a picture of that size.</exception>
    public static LayerProbe Run(ModelProto model, NetworkGraph graph, ImageInput input, int height, int width)
    {
        var changing = graph.Downstream(input.Name);
        var outputs = Compute(model, input, changing, height, width).ToDictionary(output => output.Name);
        var counted = new HashSet<string>();
        var layers = new List<NetworkLayer>();
        var layouts = new Dictionary<string, Layout>();
        foreach (var node in changing)
        {
            var parameters = NetworkGraph.Reads(node).Where(counted.Add).Sum(read => Count(graph.Constant(read)));
            foreach (var name in node.Output.Where(outputs.ContainsKey))
            {
                var output = outputs[name];
                if (LayoutOf(output, height, width) is { } layout)
                    layouts.Add(name, layout);
                layers.Add(new NetworkLayer(name, node.OpType, output.Shape, parameters, layouts.ContainsKey(name) ? Width(output, layouts[name]) : null));
                parameters = 0;
            }
        }
        return new LayerProbe(layers, layouts);
    }

    /// <exception cref="WrongUseException">There is no such layer, or it cannot serve.</exception>
    public FeatureTap Tap(string tensor)
    {
        var layer = Layers.FirstOrDefault(layer => layer.Name == tensor)
            ?? throw new WrongUseException($"The network has no layer '{tensor}'; `activelabel models inspect FILE.onnx` lists them.");
        return layer.FeatureWidth is { } width
            ? new FeatureTap(tensor, Layouts[tensor], width)
            : throw new WrongUseException(
                $"The layer '{tensor}' ({layer.Type}, [{string.Join(", ", layer.Shape)}]) cannot serve as features: needed is [1, C] or "
                + "[1, C, height, width]. Name another with --layer; `activelabel models inspect FILE.onnx` lists them.");
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
            throw new WrongUseException($"ONNX Runtime cannot run this network on a picture of {width} x {height}: {exception.Message}", exception);
        }
    }

    /// <summary>Weights are tensors of floats or of quantised floats; shapes, and bounds and exponents without a dimension, are none.</summary>
    private static long Count(TensorProto? constant) =>
        constant is null or { Dims.Count: 0 } || constant.DataType == (int)TensorProto.Types.DataType.Int64
            ? 0
            : constant.Dims.Aggregate(1L, (product, size) => product * size);

    private static Layout? LayoutOf(TrialOutput output, int height, int width)
    {
        // Only floats come back with values.
        if (output.Values.Length == 0)
            return null;
        return output.Shape switch
        {
            [1, > 1] => Layout.Vector,
            [1, > 1, var h, var w] when IsPicture(h, w, height, width) => Layout.ChannelsFirst,
            [1, var h, var w, > 1] when IsPicture(h, w, height, width) => Layout.ChannelsLast,
            _ => null,
        };
    }

    /// <summary>Two dimensions are a picture's where they stand to each other as the input's do, up to rounding.</summary>
    private static bool IsPicture(long h, long w, int height, int width) =>
        Math.Abs((h * width) - (w * height)) < Math.Max(height, width);

    private static int Width(TrialOutput output, Layout layout) => (int)output.Shape[layout == Layout.ChannelsLast ? 3 : 1];
}
