using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>Builds small Keras networks with random weights, to be converted and compared with the reference.</summary>
internal sealed class TinyKeras
{
    private readonly Random _random;
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, int> _channels = [];

    public TinyKeras(int seed, int height, int width)
    {
        _random = new Random(seed);
        Height = height;
        Width = width;
        Add(new InputLayer("input", height, width, 3), 3);
    }

    public int Height { get; }

    public int Width { get; }

    public string Last => _layers[^1].Name;

    public LayersModel Build() => new("tiny", _layers);

    public TinyKeras Convolution(
        int outputs, Window window, bool bias = false, Activation activation = Activation.Linear, string? from = null, string? name = null)
    {
        var source = from ?? Last;
        var kernel = Random([window.Height, window.Width, _channels[source], outputs]);
        return Add(new Convolution(name ?? Next("conv"), [source], kernel, bias ? Random([outputs]) : null, window, activation), outputs);
    }

    public TinyKeras Depthwise(Window window, int multiplier = 1, bool bias = false, string? from = null)
    {
        var source = from ?? Last;
        var outputs = _channels[source] * multiplier;
        var kernel = Random([window.Height, window.Width, _channels[source], multiplier]);
        return Add(
            new DepthwiseConvolution(Next("depthwise"), [source], kernel, bias ? Random([outputs]) : null, window, Activation.Linear), outputs);
    }

    public TinyKeras Normalization(bool scale = true, bool centre = true, string? from = null)
    {
        var channels = _channels[from ?? Last];
        return Single(from, (name, inputs) => new BatchNormalization(
            name, inputs, scale ? Random([channels]) : null, centre ? Random([channels]) : null, Random([channels]),
            new Weights([channels], [.. Enumerable.Range(0, channels).Select(_ => 0.1f + _random.NextSingle())]), 0.001f));
    }

    public TinyKeras Padding(int top, int bottom, int left, int right) =>
        Single(null, (name, inputs) => new ZeroPadding(name, inputs, top, bottom, left, right));

    public TinyKeras Rectifier(float? max = null, float slope = 0) => Single(null, (name, inputs) => new Rectifier(name, inputs, max, slope));

    public TinyKeras Activate(Activation activation) => Single(null, (name, inputs) => new ActivationLayer(name, inputs, activation));

    public TinyKeras MaxPool(Window window, string? from = null) => Single(from, (name, inputs) => new MaxPooling(name, inputs, window));

    public TinyKeras AveragePool(Window window, string? from = null) => Single(from, (name, inputs) => new AveragePooling(name, inputs, window));

    public TinyKeras Unknown(string kind) => Single(null, (name, inputs) => new UnknownLayer(name, inputs, kind));

    public TinyKeras Sum(params string[] inputs) => Add(new Addition(Next("sum"), inputs), _channels[inputs[0]]);

    public TinyKeras Concatenate(params string[] inputs) =>
        Add(new Concatenation(Next("concat"), inputs), inputs.Sum(input => _channels[input]));

    private TinyKeras Single(string? from, Func<string, string[], Layer> create)
    {
        var source = from ?? Last;
        var layer = create(Next("layer"), [source]);
        return Add(layer, _channels[source]);
    }

    private TinyKeras Add(Layer layer, int channels)
    {
        _layers.Add(layer);
        _channels[layer.Name] = channels;
        return this;
    }

    private string Next(string kind) => $"{kind}_{_layers.Count}";

    private Weights Random(int[] shape) =>
        new(shape, [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(_ => (_random.NextSingle() * 2) - 1)]);
}
