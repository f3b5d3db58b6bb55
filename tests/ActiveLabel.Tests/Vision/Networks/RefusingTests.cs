using ActiveLabel.Core;
using ActiveLabel.TestKit;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>ONNX files that cannot be used are refused with the reason, and leave nothing behind.</summary>
public sealed class RefusingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("activelabel-test-").FullName;
    private readonly DataFolder _data;

    public RefusingTests() => _data = new DataFolder(Path.Combine(_folder, "data"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_missing_file()
    {
        var add = Catalogue().AddAsync(Path.Combine(_folder, "none.onnx"), new NetworkOptions(), messages: null, TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<WrongUseException>(add)).Message.ShouldContain("none.onnx");
    }

    [Fact]
    public async Task An_empty_file() => (await Refusal([])).ShouldContain("cut off");

    [Fact]
    public async Task A_file_of_another_kind() => (await Refusal("%PDF-1.7 this is no network"u8.ToArray())).ShouldContain("no ONNX file");

    [Fact]
    public async Task A_file_cut_off_anywhere()
    {
        var whole = TinyOnnx.Classifier().ToBytes();
        for (var length = 1; length < whole.Length; length++)
            (await Refusal(whole[..length])).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_network_without_an_image_input()
    {
        (await Refusal(new TinyOnnx().Image("words", null, 128).Node("Relu", "relu").Output().ToBytes())).ShouldContain("'words' (float [any, 128])");
        (await Refusal(new TinyOnnx().Image("grey", null, 1, 8, 8).Node("Relu", "relu").Output().ToBytes())).ShouldContain("'grey' (float [any, 1, 8, 8])");
        (await Refusal(new TinyOnnx().Image("video", null, 3, 16, 8, 8).Node("Relu", "relu").Output().ToBytes())).ShouldContain("'video'");
    }

    [Fact]
    public async Task A_network_that_takes_bytes() =>
        (await Refusal(new TinyOnnx().Input("bytes", 2, null, 3, 8, 8).Node("Identity", "same", from: "bytes").Output().ToBytes()))
            .ShouldContain("'bytes' (uint8");

    [Fact]
    public async Task A_network_that_takes_something_besides() =>
        (await Refusal(TinyOnnx.Classifier().Input("mask", 1, null, 8).Join("Add", "both", "embedding", "mask").Output().ToBytes())).ShouldContain("'mask'");

    [Fact]
    public async Task An_operator_that_nobody_knows() =>
        (await Refusal(new TinyOnnx().Image("data", null, 3, 8, 8).Node("Frobnicate", "odd").Output().ToBytes())).ShouldContain("Frobnicate");

    [Fact]
    public async Task A_file_of_twenty_gigabytes_is_refused_by_its_size()
    {
        var path = Path.Combine(_folder, "huge.onnx");
        await using (var file = File.Create(path))
            file.SetLength(20_000_000_000);
        var add = Catalogue().AddAsync(path, new NetworkOptions(), messages: null, TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<WrongUseException>(add)).Message.ShouldContain("20.0 GB");
    }

    [Fact]
    public async Task Weights_that_are_no_numbers() =>
        (await Refusal(new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 4).Spoil("conv.weight").Output().ToBytes()))
            .ShouldContain("no finite numbers");

    [Fact]
    public async Task Pictures_of_another_size_than_the_usual_are_asked_for()
    {
        // All sizes open, but what follows fits pictures of 8 x 8 only.
        var network = new TinyOnnx().Image("data", null, null, null, null).Convolution("conv", 6).Node("Reshape", "flat", [0, -1]).Dense("classes", 3, inputs: 96);
        (await Refusal(network.Output().ToBytes())).ShouldContain("--size");
        await Catalogue().AddAsync(Path.Combine(_folder, "brought.onnx"), new NetworkOptions(Size: 8), messages: null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Bytes_changed_anywhere_never_do_worse_than_a_refusal()
    {
        var whole = TinyOnnx.Classifier().ToBytes();
        var random = new Random(1);
        var refused = 0;
        for (var trial = 0; trial < 120; trial++)
        {
            var changed = whole.ToArray();
            // Mostly in the graph's own bytes; the weights at the end only change the features.
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            var path = Path.Combine(_folder, "changed.onnx");
            await File.WriteAllBytesAsync(path, changed, TestContext.Current.CancellationToken);
            try
            {
                await Catalogue().AddAsync(path, new NetworkOptions($"trial-{trial}"), messages: null, TestContext.Current.CancellationToken);
            }
            catch (WrongUseException)
            {
                refused++;
            }
        }
        refused.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Weights_that_should_lie_beside_it()
    {
        (await Refusal(TinyOnnx.Classifier().KeepOutside("conv.weight", "weights.bin", out var weights).ToBytes())).ShouldContain("weights.bin");
        await File.WriteAllBytesAsync(Path.Combine(_folder, "weights.bin"), weights[..^4], TestContext.Current.CancellationToken);
        (await Refusal(TinyOnnx.Classifier().KeepOutside("conv.weight", "weights.bin", out _).ToBytes())).ShouldContain("too short");
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("")]
    public async Task Weights_that_lie_outside_its_folder(string location) =>
        (await Refusal(TinyOnnx.Classifier().KeepOutside("conv.weight", location, out _).ToBytes())).ShouldContain("not beside");

    [Fact]
    public async Task Another_size_than_the_networks_own() =>
        (await Refusal(TinyOnnx.Classifier(size: 8).ToBytes(), new NetworkOptions(Size: 16))).ShouldContain("8 x 8 only");

    [Fact]
    public async Task Layers_that_are_not_there_or_cannot_serve()
    {
        (await Refusal(TinyOnnx.Classifier().ToBytes(), new NetworkOptions(Layers: ["nowhere"]))).ShouldContain("no layer 'nowhere'");
        (await Refusal(TinyOnnx.Classifier().Node("Shape", "sizes").ToBytes(), new NetworkOptions(Layers: ["sizes"]))).ShouldContain("cannot serve");
    }

    [Fact]
    public async Task Several_outputs_without_a_word_which() =>
        (await Refusal(TinyOnnx.Classifier().Output("conv").ToBytes())).ShouldContain("--layers");

    [Fact]
    public async Task A_network_that_does_not_look_at_the_picture() =>
        (await Refusal(new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 4).Join("Sub", "zero", "conv", "conv").Output().ToBytes()))
            .ShouldContain("same features");

    [Fact]
    public async Task Features_that_are_no_numbers() =>
        (await Refusal(new TinyOnnx().Image("data", null, 3, 8, 8).Convolution("conv", 4).Node("Sqrt", "root").Output().ToBytes()))
            .ShouldContain("no finite numbers");

    [Theory]
    [InlineData("../up")]
    [InlineData("Has Spaces")]
    [InlineData("")]
    public async Task A_name_that_is_none(string name) =>
        (await Refusal(TinyOnnx.Classifier().ToBytes(), new NetworkOptions(name))).ShouldContain("cannot be a network's name");

    [Fact]
    public async Task The_name_of_a_network_that_can_be_installed() =>
        (await Refusal(TinyOnnx.Classifier().ToBytes(), new NetworkOptions(Catalogue().DefaultNetwork))).ShouldContain("Choose another");

    private NetworkCatalogue Catalogue() => new(_data);

    private async Task<string> Refusal(byte[] file, NetworkOptions? options = null)
    {
        var path = Path.Combine(_folder, "brought.onnx");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        var add = Catalogue().AddAsync(path, options ?? new NetworkOptions(), messages: null, TestContext.Current.CancellationToken);
        var refusal = await Should.ThrowAsync<WrongUseException>(add);
        if (Directory.Exists(_data.Networks))
            Directory.EnumerateFiles(_data.Networks).Select(Path.GetFileName).ShouldAllBe(name => name == ".lock");
        return refusal.Message;
    }
}
