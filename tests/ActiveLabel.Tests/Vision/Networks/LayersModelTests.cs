using System.Text;
using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Tests.Vision.Networks;

public sealed class LayersModelTests
{
    private const string Input =
        """{"name":"in","class_name":"InputLayer","config":{"batch_input_shape":[null,4,6,3]},"inbound_nodes":[]}""";

    [Fact]
    public void Quantised_weights_are_value_times_scale_plus_min()
    {
        var convolution = Read(
            [Convolution("conv", "in")],
            """{"name":"conv/kernel","shape":[1,1,3,1],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-1}}""",
            [0, 2, 255])["conv"].ShouldBeOfType<Convolution>();
        convolution.Kernel.Shape.ShouldBe([1, 1, 3, 1]);
        convolution.Kernel.Values.ShouldBe([-1f, 0f, 126.5f]);
        convolution.Window.ShouldBe(new Window(1, 1, 2, 1, Same: true));
    }

    [Fact]
    public void Sixteen_bits_are_read_too() => Read(
            [Convolution("conv", "in")],
            """{"name":"conv/kernel","shape":[1,1,3,1],"dtype":"float32","quantization":{"dtype":"uint16","scale":2,"min":1}}""",
            [0, 0, 1, 0, 0, 1])["conv"].ShouldBeOfType<Convolution>().Kernel.Values.ShouldBe([1f, 3f, 513f]);

    [Fact]
    public void Weights_that_are_not_quantised_are_read_as_they_are() => Read(
            [Convolution("conv", "in")],
            """{"name":"conv/kernel","shape":[1,1,3,1],"dtype":"float32"}""",
            [.. ((float[])[1, -2, 3.5f]).SelectMany(BitConverter.GetBytes)])["conv"].ShouldBeOfType<Convolution>().Kernel.Values.ShouldBe([1f, -2f, 3.5f]);

    [Theory]
    [InlineData(2, "end in the middle of 'conv/kernel'")]
    [InlineData(4, "lists 3 bytes of weights, the file has 4")]
    public void Weights_of_the_wrong_length_are_refused(int length, string reason) => Should.Throw<WrongUseException>(() => Read(
            [Convolution("conv", "in")],
            """{"name":"conv/kernel","shape":[1,1,3,1],"dtype":"float32","quantization":{"dtype":"uint8","scale":1,"min":0}}""",
            new byte[length])).Message.ShouldContain(reason);

    [Fact]
    public void Missing_weights_are_named() =>
        Should.Throw<WrongUseException>(() => Read([Convolution("conv", "in")])).Message.ShouldContain("conv/kernel");

    [Fact]
    public void A_layer_fed_by_one_that_does_not_come_before_it_is_refused() =>
        Should.Throw<WrongUseException>(() => Read([Layer("a", "Add", "{}", "b")])).Message.ShouldContain("'b'");

    [Fact]
    public void Channels_first_is_refused() =>
        Should.Throw<WrongUseException>(() => Read([Layer("a", "ZeroPadding2D", """{"data_format":"channels_first"}""", "in")]))
            .Message.ShouldContain("channels first");

    [Fact]
    public void A_layer_that_nobody_knows_is_read_but_stays_unknown() =>
        Read([Layer("a", "Lambda", "{}", "in")])["a"].ShouldBeOfType<UnknownLayer>().Kind.ShouldBe("Lambda");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"modelTopology\":{\"class_name\":\"Sequential\"}}")]
    public void What_is_not_a_layers_model_is_refused(string json) =>
        Should.Throw<WrongUseException>(() => LayersModelReader.Read(Encoding.UTF8.GetBytes(json), []));

    private static string Convolution(string name, string input) => Layer(
        name, "Conv2D", """{"kernel_size":[1,1],"strides":[2,1],"padding":"same","activation":"linear","use_bias":false}""", input);

    private static string Layer(string name, string kind, string config, string input) =>
        $$"""{"name":"{{name}}","class_name":"{{kind}}","config":{{config}},"inbound_nodes":[[["{{input}}",0,0,{}]]]}""";

    private static LayersModel Read(string[] layers, string weights = "", byte[]? bytes = null) => LayersModelReader.Read(
        Encoding.UTF8.GetBytes(
            $$"""
            {"modelTopology": {"model_config": {"class_name": "Model", "config": {"name": "tiny", "layers": [{{string.Join(',', [Input, .. layers])}}] } } },
             "weightsManifest": [ {"paths": [], "weights": [{{weights}}] } ] }
            """),
        bytes ?? []);
}
