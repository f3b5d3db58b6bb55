using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Storage;
using ActiveLabel.Vision.Storage.Upkeep;
using Shouldly;

namespace ActiveLabel.Tests.Vision.Storage;

/// <summary>A store with its index in memory: rows are written and committed as featurizing does it.</summary>
internal sealed class StoreBench : IDisposable
{
    public const int Length = 5;

    private readonly TemporaryFolder _folder = new();

    public StoreBench() => Data = new DataFolder(_folder.Path);

    public DataFolder Data { get; private set; }

    public InMemoryVectorIndex Index { get; } = new();

    public Featurizer Net { get; } = new("net", "net", "net.onnx", ["layer"], TinyNetwork.Input, Length);

    public string Rows => Path.Combine(Data.Vectors, "net.f32");

    public string Halves => Path.Combine(Data.Vectors, "net.f16");

    public string[] Files => [.. Directory.GetFiles(Data.Vectors).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>Goes on in another folder, such as a copy of how the first looked after a crash.</summary>
    public void MoveTo(string folder) => Data = new DataFolder(folder);

    public static ImageHash Hash(int image) => ImageHash.Of(BitConverter.GetBytes(image));

    /// <summary>What the network gives that image; halves can hold it.</summary>
    public static float[] Vector(int image) => [.. Enumerable.Range(0, Length).Select(j => image + (j / 2f))];

    /// <summary>Computes those that have no row yet, so many at once.</summary>
    public async Task FeaturizeAsync(IEnumerable<int> images, IStoreDisk? disk = null, VectorForm? form = null, int batch = 3)
    {
        using var writer = new MappedVectorStore(Data, disk).OpenWrite(Net, form, await Index.CountRowsAsync(Net.Id, default));
        foreach (var some in images.Where(i => Index.RowOf(Net.Id, Hash(i)) is null).Chunk(batch))
        {
            var first = writer.Append([.. some.SelectMany(Vector)]);
            await Index.AddAsync(Net.Id, [.. some.Select((image, n) => new VectorRow(Hash(image), first + n))], default);
        }
    }

    /// <summary>Gives a project these images, so that compacting keeps their vectors.</summary>
    public void Keep(params IEnumerable<int> images)
    {
        foreach (var image in images) Index.Place(1, image, Hash(image), $"{image}.png");
    }

    public Task<VerifyReport> VerifyAsync(bool repair = false) => new StoreVerification(Data, Index).RunAsync(repair, null, default);

    public Task<CompactReport> CompactAsync(VectorForm? form = null, IStoreDisk? disk = null) =>
        new StoreCompaction(Data, Index) { Disk = disk ?? new StoreDisk() }.RunAsync(form, null, default);

    /// <summary>Every image that the index knows has its own vector.</summary>
    public void ShouldHold(IEnumerable<int> images)
    {
        using var reader = new MappedVectorStore(Data).OpenRead(Net);
        var scratch = new float[Length];
        foreach (var image in images)
            reader.Row(Index.RowOf(Net.Id, Hash(image)).ShouldNotBeNull($"image {image}"), scratch).ToArray().ShouldBe(Vector(image), $"image {image}");
    }

    public void Dispose() => _folder.Dispose();
}
