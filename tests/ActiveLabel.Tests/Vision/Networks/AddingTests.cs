using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.TestKit;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>What becomes of an ONNX file that a person brings.</summary>
public sealed class AddingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("activelabel-test-").FullName;
    private readonly NetworkCatalogue _catalogue;

    public AddingTests() => _catalogue = new NetworkCatalogue(new DataFolder(Path.Combine(_folder, "data")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_classifier_is_cut_at_the_input_of_its_last_dense_layer()
    {
        var network = TinyOnnx.Classifier();
        var added = await AddAsync(network.ToBytes());
        added.Layers.ShouldBe(["embedding"]);
        added.VectorLength.ShouldBe(5);
        var graph = OnnxFile.Read(FileOf(added), out _).Graph;
        graph.Node.ShouldNotContain(node => node.Name == "classes" || node.Name == "probabilities");
        graph.Initializer.ShouldNotContain(weights => weights.Name.StartsWith("classes"));
        graph.Input.ShouldHaveSingleItem().Name.ShouldBe("image");
        graph.Output.ShouldHaveSingleItem().Name.ShouldBe("features");
        Features(added).ShouldBe(Whole(network.Output("embedding").ToBytes(), "embedding"));
    }

    [Fact]
    public async Task A_network_without_a_dense_layer_gives_its_output_averaged()
    {
        var network = new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 6).Output();
        var added = await AddAsync(network.ToBytes());
        added.Layers.ShouldBe(["conv"]);
        added.VectorLength.ShouldBe(6);
        var whole = Whole(network.ToBytes(), "conv");
        float[] means = [.. whole.Chunk(16).Select(channel => channel.Average())];
        Features(added).Zip(means).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5f);
    }

    [Fact]
    public async Task A_dense_layer_in_the_middle_is_not_the_last()
    {
        // A gate as in squeeze-and-excitation: its dense layer is a side path, not what the network ends in.
        var network = new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 6).Node("GlobalAveragePool", "pool").Node("Flatten", "flat")
            .Dense("gate", 6).Node("Sigmoid", "gated").Join("Mul", "scaled", "flat", "gated").Output();
        (await AddAsync(network.ToBytes())).Layers.ShouldBe(["scaled"]);
    }

    [Fact]
    public async Task A_classifier_of_averaged_maps_is_cut_before_their_convolution()
    {
        // As SqueezeNet ends; the widening one too, since it gives as many maps as ImageNet has classes.
        TinyOnnx Fire() => new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("fire", 6).Node("Relu", "features_");
        var narrow = Fire().Pointwise("classes", 4).Node("Relu", "maps").Node("GlobalAveragePool", "mean").Node("Flatten", "scores").Output();
        (await AddAsync(narrow.ToBytes(), new NetworkOptions("narrow"))).Layers.ShouldBe(["features_"]);
        var wide = Fire().Pointwise("classes", 1000).Node("Relu", "maps").Node("GlobalAveragePool", "mean").Node("Flatten", "scores").Output();
        (await AddAsync(wide.ToBytes(), new NetworkOptions("wide"))).VectorLength.ShouldBe(6);
        var soft = Fire().Pointwise("classes", 9).Node("GlobalAveragePool", "mean").Node("Flatten", "flat").Node("Softmax", "scores").Output();
        (await AddAsync(soft.ToBytes(), new NetworkOptions("soft"))).Layers.ShouldBe(["features_"]);
    }

    [Fact]
    public async Task A_convolution_that_sees_one_position_is_a_dense_layer()
    {
        var network = new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 6).Node("GlobalAveragePool", "pool")
            .Pointwise("classes", 9).Node("Flatten", "scores").Output();
        var added = await AddAsync(network.ToBytes());
        added.Layers.ShouldBe(["pool"]);
        added.VectorLength.ShouldBe(6);
    }

    [Fact]
    public async Task A_backbone_that_ends_in_a_wide_convolution_is_left_whole()
    {
        TinyOnnx Backbone() => new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 6);
        var folded = Backbone().Pointwise("last", 12).Node("Relu", "relu").Node("GlobalAveragePool", "mean").Node("Flatten", "flat").Output();
        (await AddAsync(folded.ToBytes(), new NetworkOptions("folded"))).Layers.ShouldBe(["flat"]);
        var narrowing = Backbone().Pointwise("last", 4).Normalization("normal").Node("Relu", "relu").Node("GlobalAveragePool", "mean").Node("Flatten", "flat");
        (await AddAsync(narrowing.Output().ToBytes(), new NetworkOptions("narrowing"))).Layers.ShouldBe(["flat"]);
    }

    [Fact]
    public async Task Layers_of_one_position_are_pooled_once_only()
    {
        var added = await AddAsync(TinyOnnx.Classifier().ToBytes(), new NetworkOptions(Layers: ["pool", "conv"], Pooling: Pooling.Both));
        added.VectorLength.ShouldBe(6 + (2 * 6));
    }

    [Fact]
    public async Task A_network_of_half_floats_takes_and_gives_whole_ones()
    {
        var half = await AddAsync(TinyOnnx.Classifier().Half().ToBytes(), new NetworkOptions("half"));
        var whole = await AddAsync(TinyOnnx.Classifier().ToBytes(), new NetworkOptions("whole"));
        half.Layers.ShouldBe(["embedding"]);
        var expected = Features(whole);
        expected.Max().ShouldBeGreaterThan(0.1f);
        Features(half).Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 2e-3f * (1 + Math.Abs(pair.Second)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_file_made_for_several_images_takes_any_number(int batch)
    {
        var network = new TinyOnnx().Image("data", batch, 3, 8, 8).Convolution("conv", 6).Node("GlobalAveragePool", "pool")
            .Node("Reshape", "flat", [batch, 6]).Dense("classes", 3).Output();
        (await AddAsync(network.ToBytes())).Layers.ShouldBe(["flat"]);
    }

    [Fact]
    public async Task A_layer_whose_name_holds_a_separator_is_not_split()
    {
        var network = new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("a,b", 6).Node("Relu", "c+d").Node("Relu", "a").Output();
        (await AddAsync(network.ToBytes(), new NetworkOptions("one", Layers: ["a,b,c+d"]))).Layers.ShouldBe(["a,b", "c+d"]);
        (await AddAsync(network.ToBytes(), new NetworkOptions("two", Layers: ["a,a,b"]))).Layers.ShouldBe(["a", "a,b"]);
    }

    [Fact]
    public async Task Layers_are_chosen_by_name_and_joined_in_that_order()
    {
        var network = TinyOnnx.Classifier();
        var added = await AddAsync(network.ToBytes(), new NetworkOptions(Layers: ["embedding", "conv"]));
        added.VectorLength.ShouldBe(5 + 6);
        Features(added)[..5].ShouldBe(Whole(network.Output("embedding").ToBytes(), "embedding"));
    }

    [Fact]
    public async Task A_file_made_for_one_image_takes_many_afterwards()
    {
        var network = new TinyOnnx().Image("data", 1, 3, 8, 8).Convolution("conv", 6).Node("Reshape", "flat", [1, -1]);
        // The channels of the flat tensor: 6 of 4 x 4.
        var added = await AddAsync(network.Node("Relu", "relu").Output().ToBytes());
        added.VectorLength.ShouldBe(96);
        var graph = OnnxFile.Read(FileOf(added), out _).Graph;
        graph.Input[0].Type.TensorType.Shape.Dim[0].HasDimValue.ShouldBeFalse();
    }

    [Fact]
    public async Task Channels_last_is_turned_round()
    {
        var network = new TinyOnnx().Image("data", null, 8, 8, 3).Transpose("turned", 0, 3, 1, 2).Convolution("conv", 6).Output();
        var added = await AddAsync(network.ToBytes());
        added.Preprocessing.Mean.ShouldBe(PerChannel.All(1));
        OnnxFile.Read(FileOf(added), out _).Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue.ShouldBe(3);
        var straight = new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 6).Output();
        Features(added).ShouldBe(Features(await AddAsync(straight.ToBytes(), new NetworkOptions("straight"))));
    }

    [Fact]
    public async Task Layers_that_end_channels_last_are_averaged_over_the_picture()
    {
        var network = new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 6).Transpose("last", 0, 2, 3, 1).Output();
        var turned = await AddAsync(network.ToBytes(), new NetworkOptions("turned", Layers: ["last"]));
        var straight = await AddAsync(network.ToBytes(), new NetworkOptions("straight", Layers: ["conv"]));
        turned.VectorLength.ShouldBe(6);
        Features(turned).ShouldBe(Features(straight));
    }

    [Theory]
    [InlineData("image")]
    [InlineData("features")]
    public async Task Names_that_the_catalogue_needs_itself_are_given_way(string name)
    {
        var inside = new TinyOnnx().Image("data", null, 3, 8, 8).Convolution(name, 6).Node("Relu", "relu").Output();
        var added = await AddAsync(inside.ToBytes());
        var plain = new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 6).Node("Relu", "relu").Output();
        Features(added).ShouldBe(Features(await AddAsync(plain.ToBytes(), new NetworkOptions("plain"))));
        await AddAsync(TinyOnnx.Classifier(input: name).ToBytes(), new NetworkOptions("as-input"));
        await AddAsync(new TinyOnnx().Image("x", null, 3, 8, 8).Convolution(name, 6).Output().ToBytes(), new NetworkOptions("as-tap"));
    }

    [Fact]
    public async Task Weights_listed_among_the_inputs_are_no_inputs() =>
        (await AddAsync(TinyOnnx.Classifier().ToOldBytes())).Layers.ShouldBe(["embedding"]);

    [Fact]
    public async Task Weights_beside_the_file_are_taken_in()
    {
        var network = TinyOnnx.Classifier().KeepOutside("conv.weight", "weights.bin", out var weights);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "weights.bin"), weights, TestContext.Current.CancellationToken);
        var added = await AddAsync(network.ToBytes());
        Features(added).ShouldBe(Features(await AddAsync(TinyOnnx.Classifier().ToBytes(), new NetworkOptions("inside"))));
    }

    [Fact]
    public async Task Size_and_preprocessing_are_taken_from_the_file_or_the_person()
    {
        (await AddAsync(TinyOnnx.Classifier(size: null).ToBytes(), new NetworkOptions("usual"))).Preprocessing.Width.ShouldBe(224);
        var told = await AddAsync(
            TinyOnnx.Classifier(size: null).ToBytes(),
            new NetworkOptions("told", Size: 32, Resize: ResizeMode.Pad, Channels: ChannelOrder.Bgr, Scale: 1, Mean: new PerChannel(104, 117, 123)));
        told.Preprocessing.ShouldBe(
            new Preprocessing(32, 32, ResizeMode.Pad, ChannelOrder.Bgr, 1, new PerChannel(104, 117, 123), PerChannel.All(1)));
    }

    private string FileOf(NetworkDescriptor added) => _catalogue.Find(added.Id).ShouldNotBeNull().NetworkFile;

    private Task<NetworkDescriptor> AddAsync(byte[] file, NetworkOptions? options = null)
    {
        var path = Path.Combine(_folder, "Network 1.onnx");
        File.WriteAllBytes(path, file);
        return _catalogue.AddAsync(path, options ?? new NetworkOptions(), messages: null, TestContext.Current.CancellationToken);
    }

    private float[] Features(NetworkDescriptor added) => Whole(File.ReadAllBytes(FileOf(added)), "features");

    private static float[] Whole(byte[] network, string output)
    {
        using var trial = new TrialRun(network);
        return trial.Run(SampleImages.Create(1, 8, 8), 1, 3, 8, 8).Single(found => found.Name == output).Values;
    }
}
