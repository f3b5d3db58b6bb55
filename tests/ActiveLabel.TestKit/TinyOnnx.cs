using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;

namespace ActiveLabel.TestKit;

/// <summary>
/// Builds small ONNX networks with random weights, layer after layer: each call reads what the one before gave, and the
/// layer's name is that of its node and its tensor.
/// </summary>
public sealed class TinyOnnx
{
    private readonly GraphProto _graph = new() { Name = "tiny" };
    private readonly Random _random;
    private string _last = "";
    private long _channels;

    /// <param name="seed">Of the weights.</param>
    public TinyOnnx(int seed = 1) => _random = new Random(seed);

    /// <summary>What every network in the catalogue looks like: <c>image</c> [N, 3, size, size] to <c>features</c> [N, width].</summary>
    public static TinyOnnx Featurizer(int size, int width) =>
        new TinyOnnx().Image("image", null, 3, size, size).Convolution("conv", width).Node("GlobalAveragePool", "mean").Node("Flatten", "features").Output();

    /// <summary>A classifier as exporters write it: convolution, activation, mean, two dense layers and softmax.</summary>
    /// <param name="batch">The number of images that the file names, null for any.</param>
    public static TinyOnnx Classifier(int? size = 8, int? batch = null, string input = "data") => new TinyOnnx()
        .Image(input, batch, 3, size, size).Convolution("conv", 6).Node("Relu", "relu").Node("GlobalAveragePool", "pool").Node("Flatten", "flat")
        .Dense("hidden", 5).Node("Relu", "embedding").Dense("classes", 4).Node("Softmax", "probabilities").Output();

    /// <summary>An input of floats, null for a size that may be anything.</summary>
    public TinyOnnx Image(string name, params long?[] shape)
    {
        _graph.Input.Add(Value(name, TensorProto.Types.DataType.Float, shape));
        _last = name;
        _channels = 3;
        return this;
    }

    /// <summary>An input of another type: 1 float, 2 bytes, 7 integers of 64 bits, 10 half floats.</summary>
    public TinyOnnx Input(string name, int type, params long?[] shape)
    {
        _graph.Input.Add(Value(name, (TensorProto.Types.DataType)type, shape));
        return this;
    }

    /// <summary>3 x 3, same padding, stride 2.</summary>
    public TinyOnnx Convolution(string name, int outputs)
    {
        var weights = Weights($"{name}.weight", outputs, _channels, 3, 3);
        _graph.AddNode(
            "Conv", [_last, weights], name, NodeAttribute.Of("kernel_shape", 3, 3), NodeAttribute.Of("pads", 1, 1, 1, 1), NodeAttribute.Of("strides", 2, 2));
        return Next(name, outputs);
    }

    /// <summary>1 x 1, stride 1.</summary>
    public TinyOnnx Pointwise(string name, int outputs)
    {
        var weights = Weights($"{name}.weight", outputs, _channels, 1, 1);
        _graph.AddNode("Conv", [_last, weights], name, NodeAttribute.Of("kernel_shape", 1, 1));
        return Next(name, outputs);
    }

    /// <summary>A BatchNormalization that changes every channel otherwise.</summary>
    public TinyOnnx Normalization(string name)
    {
        string Positive(string part) => _graph.AddConstant($"{name}.{part}", [_channels], [.. Enumerable.Range(0, (int)_channels).Select(c => 0.5f + (c * 0.1f))]);
        _graph.AddNode("BatchNormalization", [_last, Positive("scale"), Positive("shift"), Positive("mean"), Positive("variance")], name);
        return Next(name, _channels);
    }

    /// <summary>Makes input, weights and output 16-bit floats.</summary>
    public TinyOnnx Half()
    {
        foreach (var weights in _graph.Initializer.Where(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Float))
        {
            var halves = new Half[weights.RawData.Length / sizeof(float)];
            for (var i = 0; i < halves.Length; i++)
                halves[i] = (Half)BitConverter.ToSingle(weights.RawData.Span[(i * sizeof(float))..]);
            weights.RawData = ByteString.CopyFrom(System.Runtime.InteropServices.MemoryMarshal.AsBytes<Half>(halves));
            weights.DataType = (int)TensorProto.Types.DataType.Float16;
        }
        foreach (var value in _graph.Input.Concat(_graph.Output))
            value.Type.TensorType.ElemType = (int)TensorProto.Types.DataType.Float16;
        return this;
    }

    /// <summary>A Gemm with bias.</summary>
    /// <param name="inputs">Where it reads more than the channels.</param>
    public TinyOnnx Dense(string name, int outputs, long? inputs = null)
    {
        var weights = Weights($"{name}.weight", outputs, inputs ?? _channels);
        _graph.AddNode("Gemm", [_last, weights, Weights($"{name}.bias", outputs)], name, NodeAttribute.Of("transB", 1L));
        return Next(name, outputs);
    }

    /// <summary>A node that reads what came before, and constants of integers if given.</summary>
    public TinyOnnx Node(string operation, string name, long[]? constant = null, string? from = null)
    {
        string[] inputs = constant is null
            ? [from ?? _last]
            : [from ?? _last, _graph.AddConstant($"{name}.constant", [constant.Length], constant)];
        _graph.AddNode(operation, inputs, name);
        return Next(name, _channels);
    }

    /// <summary>A node that reads several tensors.</summary>
    public TinyOnnx Join(string operation, string name, params string[] inputs)
    {
        _graph.AddNode(operation, inputs, name);
        return Next(name, _channels);
    }

    /// <summary>A Transpose.</summary>
    public TinyOnnx Transpose(string name, params long[] order)
    {
        _graph.AddNode("Transpose", [_last], name, NodeAttribute.Of("perm", order));
        return Next(name, _channels);
    }

    /// <summary>Makes the last tensor, or the named one, an output.</summary>
    public TinyOnnx Output(string? name = null)
    {
        _graph.Output.Add(Value(name ?? _last, TensorProto.Types.DataType.Float, null));
        return this;
    }

    /// <summary>Makes one of the weights no number.</summary>
    public TinyOnnx Spoil(string weights)
    {
        var tensor = _graph.Initializer.Single(tensor => tensor.Name == weights);
        var bytes = tensor.RawData.ToByteArray();
        BitConverter.TryWriteBytes(bytes, float.NaN);
        tensor.RawData = ByteString.CopyFrom(bytes);
        return this;
    }

    /// <summary>Says that the weights lie in a file beside the network.</summary>
    public TinyOnnx KeepOutside(string weights, string file, out byte[] bytes)
    {
        var tensor = _graph.Initializer.Single(tensor => tensor.Name == weights);
        bytes = tensor.RawData.ToByteArray();
        tensor.ClearRawData();
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = file });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = $"{bytes.Length}" });
        return this;
    }

    /// <summary>Lists the weights among the inputs, as files before version 4 of the format do.</summary>
    public byte[] ToOldBytes()
    {
        var model = Model();
        model.IrVersion = 3;
        foreach (var weights in _graph.Initializer)
            model.Graph.Input.Add(Value(weights.Name, (TensorProto.Types.DataType)weights.DataType, [.. weights.Dims.Select(size => (long?)size)]));
        return model.ToByteArray();
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => Model().ToByteArray();

    /// <summary>Writes the file and gives its path back.</summary>
    public string Save(string path)
    {
        File.WriteAllBytes(path, ToBytes());
        return path;
    }

    private ModelProto Model()
    {
        var model = new ModelProto { IrVersion = 7, Graph = _graph.Clone() };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 13 });
        return model;
    }

    private TinyOnnx Next(string name, long channels)
    {
        (_last, _channels) = (name, channels);
        return this;
    }

    private string Weights(string name, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        foreach (ref var value in values.AsSpan())
            value = (_random.NextSingle() * 2) - 1;
        return _graph.AddConstant(name, shape, values);
    }

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, long?[]? sizes)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type };
        if (sizes is not null)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.AddRange(sizes.Select((size, index) => size is { } fixedSize
                ? new TensorShapeProto.Types.Dimension { DimValue = fixedSize }
                : new TensorShapeProto.Types.Dimension { DimParam = $"d{index}" }));
        }
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
