using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>
/// Writes a Keras network as ONNX: channels first, one tensor a layer under the layer's name, normalisations folded into
/// the convolutions before them, and nothing behind the last tap. Input <c>image</c> [N, C, H, W].
/// </summary>
internal sealed class OnnxConversion
{
    /// <summary>Clip takes its bounds as inputs since 11, padding as input since 11; 13 is read by every runtime of the last years.</summary>
    private const int OperatorSet = 13;

    private const int FileVersion = 7;

    private readonly LayersModel _model;
    private readonly ILookup<string, Layer> _consumers;
    private readonly HashSet<string> _taps;
    private readonly GraphProto _graph;
    private readonly Dictionary<string, int> _channels = [];

    private OnnxConversion(LayersModel model, IReadOnlyList<Layer> layers, IEnumerable<string> taps)
    {
        _model = model;
        _taps = [.. taps];
        _graph = new GraphProto { Name = model.Name };
        _consumers = layers.SelectMany(layer => layer.Inputs.Select(input => (input, layer))).ToLookup(pair => pair.input, pair => pair.layer);
    }

    /// <summary>The network cut behind the taps; its output is <c>features</c> [N, width], the taps averaged over the picture and joined.</summary>
    /// <exception cref="WrongUseException">A tap is missing, or a layer before it cannot be expressed.</exception>
    public static ModelProto Convert(LayersModel model, IReadOnlyList<string> taps)
    {
        var conversion = Run(model, taps);
        FeatureHead.Append(
            conversion._graph,
            [.. taps.Select(tap => new FeatureTap(Tensor(model[tap]), Layout.ChannelsFirst, conversion._channels[tap], Spread: true))],
            Pooling.Mean);
        return conversion.File();
    }

    /// <summary>The network up to a layer, which is its output as it is: [N, channels, height, width].</summary>
    /// <exception cref="WrongUseException">The layer is missing, or one before it cannot be expressed.</exception>
    public static ModelProto ConvertWhole(LayersModel model, string end)
    {
        var conversion = Run(model, [end]);
        conversion._graph.Output.Add(new ValueInfoProto
        {
            Name = Tensor(model[end]),
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
        });
        return conversion.File();
    }

    private static OnnxConversion Run(LayersModel model, IReadOnlyList<string> ends)
    {
        var layers = model.Upstream(ends);
        var conversion = new OnnxConversion(model, layers, ends);
        foreach (var layer in layers)
            conversion.Write(layer);
        return conversion;
    }

    private ModelProto File()
    {
        var result = new ModelProto { IrVersion = FileVersion, ProducerName = "ActiveLabel", Graph = _graph };
        result.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OperatorSet });
        return result;
    }

    private void Write(Layer layer)
    {
        _channels[layer.Name] = layer switch
        {
            InputLayer input => input.Channels,
            Convolution convolution => convolution.Kernel.Shape[^1],
            DepthwiseConvolution depthwise => depthwise.Kernel.Shape[^1] * depthwise.Kernel.Shape[^2],
            Concatenation => layer.Inputs.Sum(input => _channels[input]),
            _ => _channels[layer.Inputs[0]],
        };
        if (IsTakenIntoNext(layer))
            return;
        switch (layer)
        {
            case InputLayer input:
                _graph.Input.Add(GraphWriting.Floats(NetworkEnds.Image, input.Channels, input.Height, input.Width));
                break;
            case ZeroPadding padding:
                WritePadding(padding);
                break;
            case Convolution or DepthwiseConvolution:
                WriteConvolution(layer, normalization: null);
                break;
            case BatchNormalization normalization when IsTakenIntoNext(_model[layer.Inputs[0]]):
                WriteConvolution(_model[layer.Inputs[0]], normalization);
                break;
            case BatchNormalization normalization:
                WriteNormalization(normalization);
                break;
            case Rectifier rectifier:
                _graph.AddRectifier(rectifier, Inputs(layer));
                break;
            case ActivationLayer activation:
                _graph.AddActivation(activation.Activation, Inputs(layer), layer.Name);
                break;
            case Addition:
                _graph.AddNode("Sum", Inputs(layer), layer.Name);
                break;
            case Concatenation:
                _graph.AddNode("Concat", Inputs(layer), layer.Name, NodeAttribute.Of("axis", 1));
                break;
            case MaxPooling { Window: var window }:
                _graph.AddNode("MaxPool", Inputs(layer), layer.Name, window.Attributes());
                break;
            case AveragePooling { Window: var window }:
                _graph.AddNode(
                    "AveragePool", Inputs(layer), layer.Name, [.. window.Attributes(), NodeAttribute.Of("count_include_pad", 0L)]);
                break;
            case UnknownLayer unknown:
                throw new WrongUseException($"Layer '{layer.Name}' of {_model.Name} is of kind {unknown.Kind}, which is not known here.");
            default:
                throw new InvalidOperationException($"No conversion is written for {layer.GetType().Name}.");
        }
    }

    /// <summary>
    /// A convolution whose only reader is a normalisation becomes one with it, and padding whose only reader is a
    /// convolution becomes that convolution's own.
    /// </summary>
    private bool IsTakenIntoNext(Layer layer)
    {
        if (_taps.Contains(layer.Name) || _consumers[layer.Name].Take(2).Count() != 1)
            return false;
        return (layer, _consumers[layer.Name].First()) switch
        {
            (Convolution { Activation: Activation.Linear }, BatchNormalization) => true,
            (DepthwiseConvolution { Activation: Activation.Linear }, BatchNormalization) => true,
            (ZeroPadding, Convolution { Window.Same: false }) => true,
            (ZeroPadding, DepthwiseConvolution { Window.Same: false }) => true,
            _ => false,
        };
    }

    private void WriteConvolution(Layer layer, BatchNormalization? normalization)
    {
        var (weights, window, activation) = layer switch
        {
            Convolution full => (ConvolutionWeights.From(full), full.Window, full.Activation),
            DepthwiseConvolution depthwise => (ConvolutionWeights.From(depthwise), depthwise.Window, depthwise.Activation),
            _ => throw new InvalidOperationException($"{layer.GetType().Name} is no convolution."),
        };
        if (normalization is not null)
            weights.Fold(normalization);
        var padding = _model[layer.Inputs[0]] is ZeroPadding before && IsTakenIntoNext(before) ? before : null;
        var source = padding is null ? Inputs(layer) : Inputs(padding);
        var output = normalization?.Name ?? layer.Name;
        var linear = activation == Activation.Linear ? output : $"{output}/linear";
        var kernel = _graph.AddConstant($"{layer.Name}/kernel", weights.Shape.Select(size => (long)size), weights.Kernel);
        var bias = _graph.AddConstant($"{layer.Name}/bias", [weights.Bias.Length], weights.Bias);
        _graph.AddNode("Conv", [.. source, kernel, bias], linear, [.. window.Attributes(padding), NodeAttribute.Of("group", weights.Groups)]);
        if (activation != Activation.Linear)
            _graph.AddActivation(activation, [linear], output);
    }

    private void WritePadding(ZeroPadding layer)
    {
        var pads = _graph.AddConstant($"{layer.Name}/pads", [8], [0L, 0, layer.Top, layer.Left, 0, 0, layer.Bottom, layer.Right]);
        if (!_consumers[layer.Name].Any(consumer => consumer is MaxPooling))
        {
            _graph.AddNode("Pad", [.. Inputs(layer), pads], layer.Name);
            return;
        }
        // ONNX Runtime 1.31 takes padding into a following MaxPool, where padding never is the maximum: where all values
        // of a window are negative that gives another result than zeros do. It does not look through a Clip.
        var padded = $"{layer.Name}/padded";
        _graph.AddNode("Pad", [.. Inputs(layer), pads], padded);
        _graph.AddClip([padded], float.MinValue, float.MaxValue, layer.Name);
    }

    private void WriteNormalization(BatchNormalization layer)
    {
        var channels = layer.Mean.Values.Length;
        string Constant(string part, float[] values) => _graph.AddConstant($"{layer.Name}/{part}", [channels], values);
        string[] parameters =
        [
            Constant("gamma", layer.Gamma?.Values ?? [.. Enumerable.Repeat(1f, channels)]),
            Constant("beta", layer.Beta?.Values ?? new float[channels]),
            Constant("mean", layer.Mean.Values),
            Constant("variance", layer.Variance.Values),
        ];
        _graph.AddNode("BatchNormalization", [.. Inputs(layer), .. parameters], layer.Name, NodeAttribute.Of("epsilon", layer.Epsilon));
    }

    private string[] Inputs(Layer layer) => [.. layer.Inputs.Select(input => Tensor(_model[input]))];

    private static string Tensor(Layer layer) => layer is InputLayer ? NetworkEnds.Image : layer.Name;
}
