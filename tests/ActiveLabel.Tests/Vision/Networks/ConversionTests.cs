using ActiveLabel.Core;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Keras;
using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;

namespace ActiveLabel.Tests.Vision.Networks;

public sealed class ConversionTests
{
    private static readonly Window Three = new(3, 3, 1, 1, Same: true);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void A_convolution_is_kept(int stride, bool same)
    {
        foreach (var size in (int[])[7, 8])
            AssertSame(new TinyKeras(1, size, size + 2).Convolution(5, new Window(3, 5, stride, stride, same), bias: true));
    }

    [Fact]
    public void A_dilated_convolution_is_kept() =>
        AssertSame(new TinyKeras(2, 9, 8).Convolution(4, new Window(3, 2, 1, 1, Same: true, 2, 3)).Convolution(4, new Window(2, 2, 1, 1, Same: false, 2, 1)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_depthwise_convolution_is_kept(int multiplier) =>
        AssertSame(new TinyKeras(3, 8, 8).Depthwise(new Window(3, 3, 2, 2, Same: true), multiplier, bias: true).Depthwise(Three, multiplier));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_normalisation_is_folded_into_the_convolution_before_it(bool scale, bool centre)
    {
        var network = new TinyKeras(4, 8, 8)
            .Convolution(6, Three, bias: true).Normalization(scale, centre)
            .Depthwise(Three, multiplier: 2).Normalization(scale, centre);
        AssertSame(network);
        Operations(network).ShouldBe(["Conv", "Conv", "GlobalAveragePool", "Flatten", "Identity"]);
    }

    [Fact]
    public void A_normalisation_stays_where_others_read_the_convolution_too()
    {
        var network = new TinyKeras(5, 8, 8).Convolution(4, Three, name: "shared").Normalization();
        var normalized = network.Last;
        network.Sum(normalized, "shared");
        AssertSame(network);
        Operations(network).ShouldContain("BatchNormalization");
    }

    [Fact]
    public void A_normalisation_stays_where_the_convolution_is_itself_a_tap()
    {
        var network = new TinyKeras(6, 8, 8).Convolution(4, Three, name: "tap").Normalization();
        AssertSame(network, "tap", network.Last);
    }

    [Fact]
    public void A_normalisation_without_a_convolution_is_kept() => AssertSame(new TinyKeras(7, 8, 8).Normalization().Rectifier());

    [Fact]
    public void A_normalisation_behind_an_activated_convolution_is_not_folded() =>
        AssertSame(new TinyKeras(8, 8, 8).Convolution(4, Three, activation: Activation.Relu).Normalization());

    [Fact]
    public void Padding_becomes_the_convolutions_own()
    {
        var network = new TinyKeras(9, 8, 8)
            .Padding(0, 1, 0, 1).Convolution(4, new Window(3, 3, 2, 2, Same: false)).Normalization()
            .Padding(2, 0, 1, 3).Depthwise(new Window(3, 3, 1, 1, Same: false));
        AssertSame(network);
        Operations(network).ShouldNotContain("Pad");
    }

    [Fact]
    public void Padding_before_a_convolution_that_pads_too_is_kept() =>
        AssertSame(new TinyKeras(10, 8, 8).Padding(1, 2, 3, 0).Convolution(4, Three));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Padding_before_pooling_counts_as_zeros_also_where_all_values_are_negative(bool same)
    {
        // The runtime makes padding the pooling's own, which then leaves it out; measured with ONNX Runtime 1.31.
        var window = new Window(2, 2, 2, 2, same);
        AssertSame(new TinyKeras(10, 8, 8).Convolution(4, Three).Padding(1, 0, 0, 1).MaxPool(window));
        AssertSame(new TinyKeras(10, 8, 8).Convolution(4, Three).Padding(1, 0, 0, 1).AveragePool(window));
    }

    [Theory]
    [InlineData(null, 0f)]
    [InlineData(null, 0.2f)]
    [InlineData(0.5f, 0f)]
    public void A_rectifier_is_kept(float? max, float slope) => AssertSame(new TinyKeras(11, 8, 8).Convolution(4, Three).Rectifier(max, slope));

    [Theory]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Relu6)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    internal void An_activation_is_kept(Activation activation) =>
        AssertSame(new TinyKeras(12, 8, 8).Convolution(4, Three, activation: activation).Convolution(4, Three).Activate(activation));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pooling_is_kept_and_padding_is_not_counted(bool same)
    {
        foreach (var size in (int[])[7, 8])
        {
            AssertSame(new TinyKeras(13, size, size).Convolution(4, Three).AveragePool(new Window(3, 3, 1, 1, same)));
            AssertSame(new TinyKeras(14, size, size).Convolution(4, Three).AveragePool(new Window(3, 3, 2, 2, same)));
            AssertSame(new TinyKeras(15, size, size).Convolution(4, Three).MaxPool(new Window(3, 3, 2, 2, same)));
        }
    }

    [Fact]
    public void Branches_are_added_and_joined()
    {
        var network = new TinyKeras(16, 8, 8).Convolution(4, Three, name: "a").Convolution(4, Three, from: "a", name: "b").Convolution(4, Three, from: "a", name: "c");
        network.Sum("a", "b", "c");
        var sum = network.Last;
        network.Concatenate(sum, "a", "b");
        AssertSame(network, network.Last, sum, "b");
    }

    [Fact]
    public void Nothing_behind_the_last_tap_is_written()
    {
        var network = new TinyKeras(17, 8, 8).Convolution(4, Three, name: "tap").Convolution(4, Three, name: "behind").Unknown("Dense");
        AssertSame(network, "tap");
        var graph = OnnxConversion.Convert(network.Build(), ["tap"]).Graph;
        graph.Node.ShouldNotContain(node => node.Name.StartsWith("behind"));
        graph.Initializer.ShouldNotContain(weights => weights.Name.StartsWith("behind"));
    }

    [Fact]
    public void A_layer_of_an_unknown_kind_is_refused_by_name()
    {
        var network = new TinyKeras(18, 8, 8).Unknown("Lambda").Convolution(4, Three);
        Should.Throw<WrongUseException>(() => OnnxConversion.Convert(network.Build(), [network.Last])).Message.ShouldContain("Lambda");
    }

    [Fact]
    public void A_tap_that_does_not_exist_is_refused_by_name() =>
        Should.Throw<WrongUseException>(() => OnnxConversion.Convert(new TinyKeras(19, 8, 8).Build(), ["nowhere"])).Message.ShouldContain("nowhere");

    [Fact]
    public void Converting_twice_gives_the_same_bytes()
    {
        var network = new TinyKeras(20, 8, 8).Convolution(4, Three).Normalization().Rectifier(6).Build();
        var tap = network.Layers[^1].Name;
        OnnxConversion.Convert(network, [tap]).ToByteArray().ShouldBe(OnnxConversion.Convert(network, [tap]).ToByteArray());
    }

    private static IEnumerable<string> Operations(TinyKeras network) =>
        OnnxConversion.Convert(network.Build(), [network.Last]).Graph.Node.Select(node => node.OpType);

    private static void AssertSame(TinyKeras network, params string[] taps)
    {
        if (taps.Length == 0)
            taps = [network.Last];
        Agreement.Assert(network.Build(), taps, network.Height, network.Width, images: 2);
    }
}
