using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Onnx;
using ActiveLabel.Vision.Networks.Onnx.Quantization;

namespace ActiveLabel.Tests.Vision.Networks.Quantization;

/// <summary>Networks that compute in 8 bits.</summary>
public sealed class Int8NetworkTests
{
    private const int Size = 32;

    private static readonly Preprocessing Input =
        new(Size, Size, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1));

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(0f, 6f)]
    [InlineData(-3f, 0f)]
    [InlineData(-1.7f, 4.2f)]
    public void Zero_is_a_level_of_its_own(float low, float high)
    {
        var range = new ValueRange(low, high);
        var exact = -low / range.Scale;
        Math.Abs(range.ZeroPoint - exact).ShouldBeLessThanOrEqualTo(0.5f);
    }

    [Fact]
    public void A_weight_is_off_by_half_a_level_of_its_channel_at_most()
    {
        var random = new Random(1);
        float[] weights = [.. Enumerable.Range(0, 4 * 27).Select(i => (float)((random.NextDouble() - 0.5) * Math.Pow(10, i / 27)))];
        var told = PerChannelWeights.Of(weights, 4);
        told.Scales.ShouldBe(told.Scales.Order());
        for (var i = 0; i < weights.Length; i++)
            Math.Abs((told.Levels[i] * told.Scales[i / 27]) - weights[i]).ShouldBeLessThanOrEqualTo(told.Scales[i / 27] * 0.501f);
    }

    [Fact]
    public void Noise_is_the_error_beside_what_tells_pictures_apart()
    {
        float[][] expected = [[1, 10, 5], [3, 30, 5]];
        // The first feature's error is constant, the second's half as large as its signal, the third never differs.
        FeatureNoise.Of(expected, [[2, 5, 5], [4, 35, 5]]).ShouldBe(0.5f, 1e-6f);
        FeatureNoise.Of(expected, expected).ShouldBe(0);
        FeatureNoise.Of(expected, [[float.NaN, float.NaN, 5], [float.NaN, float.NaN, 5]]).ShouldBe(float.PositiveInfinity);
    }

    [Fact]
    public void Features_in_8_bits_stay_close_and_the_file_holds_no_weights_in_floats()
    {
        var network = Residual().ToBytes();
        var made = Int8Network.From(network, Input, Pictures(32), messages: null, CancellationToken.None);
        made.Noise.ShouldBeLessThanOrEqualTo(0.075f);
        made.Convolutions.ShouldBe(3);
        var graph = ModelProto.Parser.ParseFrom(made.File).Graph;
        graph.Node.Count(node => node.OpType == "QuantizeLinear").ShouldBeGreaterThan(2);
        var kernels = graph.Initializer.Where(tensor => tensor.Dims.Count == 4).ToArray();
        kernels.Length.ShouldBe(3);
        kernels.Count(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Int8).ShouldBe(3 - made.Floats);
    }

    [Fact]
    public void Operators_too_old_for_scales_by_channel_are_refused()
    {
        var model = ModelProto.Parser.ParseFrom(Residual().ToBytes());
        model.OpsetImport[0].Version = 12;
        Should.Throw<WrongUseException>(() => new Int8Plan(model, floats: 0)).Message.ShouldContain("version 12");
    }

    [Fact]
    public void A_network_without_convolutions_is_refused()
    {
        var network = new TinyOnnx().Image("image", null, 3, Size, Size).Node("GlobalAveragePool", "mean").Node("Flatten", "features").Output().ToBytes();
        Should.Throw<WrongUseException>(() => Int8Network.From(network, Input, Pictures(4), messages: null, CancellationToken.None))
            .Message.ShouldContain("no convolutions");
    }

    [Fact]
    public async Task The_default_network_loses_little_and_is_another_featurizer()
    {
        using var folder = new TemporaryFolder();
        var data = new DataFolder(folder.Path);
        var id = await DefaultNetworkFiles.InstallIntoAsync(data);
        var catalogue = new NetworkCatalogue(data);
        var blobs = new InMemoryBlobStore();
        var hashes = SeedImages.Labels.Take(40).Select(image => blobs.Put(File.ReadAllBytes(Path.Combine(SeedImages.Folder, image.File)))).ToArray();
        var networks = new Int8Networks(catalogue, blobs, new ImageDecoder());

        var made = await networks.AddAsync(id, hashes, id: null, messages: null, CancellationToken.None);

        made.Featurizer.Network.ShouldBe($"{id}-int8");
        made.Featurizer.VectorLength.ShouldBe(736);
        made.Featurizer.Id.ShouldNotBe(catalogue.Find(id)!.Id);
        made.Noise.ShouldBeLessThanOrEqualTo(0.075f);
        made.Floats.ShouldBeLessThan(10);
        new FileInfo(made.Featurizer.NetworkFile).Length.ShouldBeLessThan(new FileInfo(catalogue.Find(id)!.NetworkFile).Length / 2);
    }

    [Fact]
    public async Task Too_few_pictures_are_refused()
    {
        using var folder = new TemporaryFolder();
        var data = new DataFolder(folder.Path);
        var id = await DefaultNetworkFiles.InstallIntoAsync(data);
        var blobs = new InMemoryBlobStore();
        var networks = new Int8Networks(new NetworkCatalogue(data), blobs, new ImageDecoder());
        var broken = Enumerable.Range(0, 20).Select(i => blobs.Put([(byte)i])).ToArray();
        (await Should.ThrowAsync<WrongUseException>(() => networks.AddAsync(id, broken, id: null, messages: null, CancellationToken.None)))
            .Message.ShouldContain("0 images are too few");
    }

    /// <summary>A rectified convolution, another, their sum as in a residual network, and the mean of one more.</summary>
    private static TinyOnnx Residual() => new TinyOnnx()
        .Image("image", null, 3, Size, Size).Convolution("first", 8).Node("Relu", "rectified").Convolution("second", 8).Node("Relu", "again")
        .Join("Add", "sum", "again", "again").Convolution("third", 16).Node("GlobalAveragePool", "mean").Node("Flatten", "features").Output();

    private static float[][] Pictures(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var brightness = random.NextSingle();
            return Enumerable.Range(0, 3 * Size * Size).Select(i => Math.Clamp(brightness + (0.3f * MathF.Sin(i * brightness)), 0, 1)).ToArray();
        })];
    }
}
