using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks;

/// <summary>A network of any provenance, read: what it takes, what it is made of, and where it can be cut.</summary>
internal sealed class OpenNetwork
{
    private const int UsualSize = 224;

    private readonly ModelProto _model;
    private readonly NetworkGraph _graph;
    private (int Height, int Width, LayerProbe Layers)? _probe;

    private OpenNetwork(ModelProto model, byte[]? gathered)
    {
        Gathered = gathered;
        _model = model;
        _graph = new NetworkGraph(model.Graph);
        Input = ImageInput.Find(_graph);
        BatchDimension.Free(model.Graph, Input);
    }

    public ImageInput Input { get; }

    /// <summary>The whole network as one file where its weights lay in files beside it, else null.</summary>
    public byte[]? Gathered { get; }

    public IReadOnlyList<string> Outputs => [.. _graph.Graph.Output.Select(output => output.Name)];

    /// <exception cref="WrongUseException">The file cannot be read, or takes no pictures.</exception>
    public static OpenNetwork Read(string path)
    {
        var model = OnnxFile.Read(path, out var gathered);
        return new OpenNetwork(model, gathered ? model.ToByteArray() : null);
    }

    /// <summary>The size at which the network is run: its own, or the one asked for where it takes any.</summary>
    /// <exception cref="WrongUseException">It takes another size only.</exception>
    public (int Height, int Width) Size(int? wanted)
    {
        if (wanted is < 8 or > 4096)
            throw new WrongUseException($"The input size must be between 8 and 4096 pixels, not {wanted}.");
        if (wanted is { } size && ((Input.Height ?? size) != size || (Input.Width ?? size) != size))
            throw new WrongUseException($"This network takes pictures of {Input.Width} x {Input.Height} only, not of {size} x {size}.");
        return (Input.Height ?? wanted ?? Input.Width ?? UsualSize, Input.Width ?? wanted ?? Input.Height ?? UsualSize);
    }

    /// <summary>Runs the network once on a picture of that size.</summary>
    /// <exception cref="WrongUseException">The runtime does not take the network, or cannot run it on such a picture.</exception>
    public LayerProbe Probe(int height, int width)
    {
        if (_probe is not { } known || (known.Height, known.Width) != (height, width))
            _probe = (height, width, LayerProbe.Run(_model, _graph, Input, height, width));
        return _probe.Value.Layers;
    }

    /// <summary>The layer to take the features from where nobody says one: the input of the last dense layer.</summary>
    /// <exception cref="WrongUseException">The network has several outputs with different answers.</exception>
    public string ProposedLayer(LayerProbe probe) => FeatureLayer.Find(_graph, Input, probe.Shape);

    /// <summary>The tensors that a person means by what was typed: layers may be called by their tensor or by their node.</summary>
    public IReadOnlyList<string> Named(IEnumerable<string> typed) =>
        [.. LayerNames.Split(typed, name => Find(name) is not null).Select(name => Find(name) ?? name)];

    public bool Has(string layer) => Find(layer) is not null;

    /// <returns>The bytes of the network cut at the taps.</returns>
    public byte[] Cut(IReadOnlyList<FeatureTap> taps, Pooling pooling, int height, int width) =>
        GraphCut.At(_model, Input, taps, pooling, height, width).ToByteArray();

    /// <summary>Whether the one output comes from such an operator, with nothing but changes of shape behind it.</summary>
    public bool EndsIn(string operation)
    {
        var node = _graph.Producer(Outputs[0]);
        while (node?.OpType is "Flatten" or "Reshape" or "Identity" or "Squeeze" or "Cast") node = _graph.Producer(node.Input[0]);
        return node?.OpType == operation;
    }

    private string? Find(string layer) =>
        _graph.Producer(layer) is not null
            ? layer
            : _graph.Graph.Node.FirstOrDefault(node => node.Name == layer && node.Output.Count > 0)?.Output[0];
}
