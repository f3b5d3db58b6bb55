using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Comparison;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Tests.Vision.Comparison;

public sealed class LayerComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("activelabel-test-").FullName;
    private readonly NetworkCatalogue _catalogue;
    private readonly InMemoryBlobStore _blobs = new();
    private readonly PassingImages _passing = new(new ImageDecoder(), TimeProvider.System);
    private readonly ImageHash[] _images;

    public LayerComparisonTests()
    {
        _catalogue = new NetworkCatalogue(new DataFolder(Path.Combine(_folder, "data")));
        _images = [.. SeedImages.Labels.Take(3).Select(seed => _blobs.Put(File.ReadAllBytes(Path.Combine(SeedImages.Folder, seed.File))))];
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_candidate_has_the_vectors_of_a_network_that_is_cut_there()
    {
        await AddAsync("mine", TinyOnnx.Classifier());
        await AddAsync("other", TinyOnnx.Classifier(size: 16));
        var found = await CompareAsync("conv,embedding+conv,other:conv,other");

        found.Read.ShouldBe([0, 1, 2]);
        found.Candidates.Select(layers => (layers.Candidate.Name, layers.Candidate.Network, layers.Vectors.VectorLength)).ShouldBe(
            [("conv", "mine", 6), ("embedding+conv", "mine", 11), ("other:conv", "other", 6), ("other", "other", 5)]);
        foreach (var (candidate, speed, vectors) in found.Candidates)
        {
            speed.ShouldBePositive();
            var cut = await _catalogue.AddAsync(
                candidate.Network, new NetworkOptions("cut", Layers: [string.Join(',', candidate.Layers)]), messages: null, Cancel);
            var expected = await _passing.RunAsync(_catalogue.Find(cut.Id)!, Files(_images), "cpu", progress: null, Cancel);
            for (var image = 0; image < _images.Length; image++)
                vectors.Row(image, []).ToArray().ShouldBe(expected[image].Vector);
            vectors.Row(0, []).ToArray().ShouldNotBe(vectors.Row(1, []).ToArray());
            await _catalogue.RemoveAsync("cut", Cancel);
        }
    }

    [Fact]
    public async Task Each_network_sees_each_image_once()
    {
        await AddAsync("mine", TinyOnnx.Classifier());
        var reads = 0;
        _blobs.Reading = _ => Interlocked.Increment(ref reads);
        await CompareAsync("conv,relu,embedding,conv+embedding");
        reads.ShouldBe(_images.Length);
    }

    [Fact]
    public async Task Images_that_cannot_be_read_are_left_out()
    {
        await AddAsync("mine", TinyOnnx.Classifier());
        var found = await CompareAsync("conv", [_images[0], _blobs.Put("no image"u8.ToArray()), ImageHash.Of("lost"u8), _images[1]]);
        found.Read.ShouldBe([0, 3]);
        found.Candidates.ShouldHaveSingleItem().Vectors.RowCount.ShouldBe(2);
    }

    [Fact]
    public async Task Pooling_is_that_of_the_network_unless_said()
    {
        await AddAsync("mine", TinyOnnx.Classifier(), new NetworkOptions("mine", Layers: ["conv"], Pooling: Pooling.Both));
        (await CompareAsync("conv")).Candidates[0].Vectors.VectorLength.ShouldBe(12);
        (await CompareAsync("conv", pooling: Pooling.Max)).Candidates[0].Vectors.VectorLength.ShouldBe(6);
    }

    [Theory]
    [InlineData("nowhere", "no layer 'nowhere'")]
    [InlineData("other:conv", "no layer 'other:conv'")]
    [InlineData("conv+conv", "names a layer twice")]
    [InlineData(",", "--layers")]
    public async Task What_is_not_there_is_named(string layers, string named)
    {
        await AddAsync("mine", TinyOnnx.Classifier());
        (await Should.ThrowAsync<WrongUseException>(CompareAsync(layers))).Message.ShouldContain(named);
    }

    private ImportFile[] Files(IEnumerable<ImageHash> images) =>
        [.. images.Select(hash => new ImportFile($"{hash}", cancel => _blobs.ReadAsync(hash, cancel)))];

    private Task<LayerVectors> CompareAsync(string layers, ImageHash[]? images = null, Pooling? pooling = null) =>
        new LayerComparison(_catalogue, _blobs, _passing).ComputeAsync(
            new ComparisonRequest(layers, "mine", pooling, "cpu"), images ?? _images, messages: null, progress: null, Cancel);

    private Task AddAsync(string id, TinyOnnx network, NetworkOptions? options = null) =>
        _catalogue.AddAsync(network.Save(Path.Combine(_folder, $"{id}.onnx")), options ?? new NetworkOptions(id), messages: null, Cancel);
}
