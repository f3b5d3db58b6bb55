using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>Networks in half precision, which also run on processors.</summary>
public sealed class HalfPrecisionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NetworkCatalogue _catalogue;

    public HalfPrecisionTests() => _catalogue = new NetworkCatalogue(new DataFolder(_folder["data"]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_halved_network_gives_nearly_the_same_vectors_under_another_id()
    {
        var whole = await AddAsync(TinyOnnx.Classifier(size: 32), "tiny");

        var half = await new HalfNetworks(_catalogue).AddAsync("tiny", id: null, messages: null, default);

        half.Network.ShouldBe("tiny-half");
        half.Id.ShouldNotBe(whole.Id, "equal ids promise equal vectors");
        half.Preprocessing.ShouldBe(whole.Preprocessing);
        var difference = Difference(Run(whole), Run(half));
        difference.ShouldBeLessThan(1e-2);
        difference.ShouldBeGreaterThan(0, "something was rounded");
        new FileInfo(half.NetworkFile).Length.ShouldBeLessThan(new FileInfo(whole.NetworkFile).Length + 600);
    }

    [Fact]
    public async Task All_weights_are_of_16_bits_and_both_ends_of_32()
    {
        var tiny = await AddAsync(TinyOnnx.Classifier(size: 32), "tiny");
        var half = HalfPrecision.Of(OnnxFile.Read(tiny.NetworkFile, out _));
        half.Graph.Initializer.Where(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Float).ShouldBeEmpty();
        half.Graph.Initializer.ShouldContain(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Float16);
        half.Graph.Input.Single().Type.TensorType.ElemType.ShouldBe((int)TensorProto.Types.DataType.Float);
        half.Graph.Output.Single().Type.TensorType.ElemType.ShouldBe((int)TensorProto.Types.DataType.Float);
    }

    [Fact]
    public async Task Halving_twice_or_under_the_old_name_is_told_apart()
    {
        await AddAsync(TinyOnnx.Classifier(size: 32), "tiny");
        var halves = new HalfNetworks(_catalogue);
        var first = await halves.AddAsync("tiny", id: null, messages: null, default);
        (await halves.AddAsync("tiny", id: null, messages: null, default)).Id.ShouldBe(first.Id);
        (await Should.ThrowAsync<WrongUseException>(() => halves.AddAsync("tiny", "tiny", messages: null, default))).Message.ShouldContain("already");
        await Should.ThrowAsync<WrongUseException>(() => halves.AddAsync("nothing", id: null, messages: null, default));
    }

    [Fact]
    public async Task The_default_network_keeps_its_vectors_within_a_hundredth()
    {
        var id = await DefaultNetworkFiles.InstallIntoAsync(new DataFolder(_folder["data"]));
        var half = await new HalfNetworks(_catalogue).AddAsync(id, id: null, messages: null, default);
        Difference(Run(_catalogue.Find(id)!), Run(half)).ShouldBeLessThan(1e-2);
    }

    private async Task<Featurizer> AddAsync(TinyOnnx network, string id)
    {
        await _catalogue.AddAsync(network.Save(_folder["network.onnx"]), new NetworkOptions(Id: id), messages: null, default);
        return _catalogue.Find(id)!;
    }

    private static float[] Run(Featurizer featurizer)
    {
        var (height, width) = (featurizer.Preprocessing.Height, featurizer.Preprocessing.Width);
        using var trial = new TrialRun(File.ReadAllBytes(featurizer.NetworkFile));
        return trial.Run(SampleImages.Create(3, height, width), 3, 3, height, width)[0].Values;
    }

    private static double Difference(float[] expected, float[] got)
    {
        got.Length.ShouldBe(expected.Length);
        return Math.Sqrt(expected.Zip(got).Sum(p => Math.Pow(p.First - p.Second, 2)) / expected.Sum(v => (double)v * v));
    }
}
