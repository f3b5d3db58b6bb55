using System.Numerics.Tensors;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// A data folder with a project as large as is asked for: images without bytes, vectors made up with groups and classes in
/// them, as a network's are, and some labels, a tenth of them of the audit arm.
/// </summary>
internal sealed class MadeUpPool(string data, int images, int length, int labels, int tests)
{
    private const int Classes = 4;
    private const int GroupsOfAClass = 6;
    private const int Hidden = 24;
    private const int Batch = 2_000;

    private readonly float[] _centres = Normal(1, Classes * GroupsOfAClass * Hidden, 1.2f);
    private readonly float[] _directions = Normal(2, length * Hidden, 1 / MathF.Sqrt(Hidden));

    public long ProjectId { get; private set; }

    /// <summary>Class id of each image.</summary>
    public Dictionary<long, long> Truth { get; } = [];

    public async Task MakeAsync()
    {
        var file = TinyOnnx.Featurizer(8, length).Save(Path.Combine(Path.GetDirectoryName(data)!, "made-up.onnx"));
        await Activelabel.SucceedAsync("models", "add", file, "--name", "made-up", "--data", data);
        await Activelabel.SucceedAsync("project", "create", "pool", "--classes", "a,b,c,d", "--featurizer", "made-up", "--data", data);
        await using var services = Services();
        var project = await services.GetRequiredService<IProjectStore>().GetAsync("pool", default);
        ProjectId = project.Id;
        var hashes = await AddImagesAsync(services, project);
        await AddVectorsAsync(services, project, hashes);
        await AddLabelsAsync(services, project);
    }

    public ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddData(new DataFolder(data)).AddVision(new DataFolder(data)).BuildServiceProvider();

    private async Task<ImageHash[]> AddImagesAsync(ServiceProvider services, Project project)
    {
        ImageHash[] hashes = [.. Enumerable.Range(0, images).Select(i => ImageHash.Of(BitConverter.GetBytes(i)))];
        var header = new ImageHeader(100, 100, "image/png");
        await services.GetRequiredService<IImageStore>().AddAsync(
            project.Id,
            [
                .. hashes.Select((hash, i) => new NewImage(
                    ProjectImage.Create(project.Id, hash, $"{i:000000}.png", i < tests ? Split.Test : Split.Pool, 1000, header, DateTimeOffset.UnixEpoch),
                    i < tests ? project.Classes[ClassOf(i)].Id : null)),
            ],
            default);
        foreach (var (image, _) in await services.GetRequiredService<IImageStore>().ListAsync(project.Id, default))
            Truth[image.Id] = project.Classes[ClassOf(int.Parse(image.FileName[..6]))].Id;
        return hashes;
    }

    private async Task AddVectorsAsync(ServiceProvider services, Project project, ImageHash[] hashes)
    {
        var featurizer = services.GetRequiredService<IFeaturizerCatalogue>().Find(project.Network)!;
        using var writer = services.GetRequiredService<IVectorStore>().OpenWrite(featurizer, form: null, 0);
        for (var first = 0; first < images; first += Batch)
        {
            var count = Math.Min(Batch, images - first);
            var values = new float[count * length];
            Parallel.For(0, count, i => Fill(first + i, values.AsSpan(i * length, length)));
            var row = writer.Append(values);
            await services.GetRequiredService<IVectorIndex>().AddAsync(
                featurizer.Id, [.. Enumerable.Range(0, count).Select(i => new VectorRow(hashes[first + i], row + i))], default);
        }
    }

    private async Task AddLabelsAsync(ServiceProvider services, Project project)
    {
        var person = await services.GetRequiredService<IPersonStore>().GetAsync(PersonKind.Local, default);
        var log = services.GetRequiredService<ILabelLog>();
        long[] pool = [.. (await services.GetRequiredService<IImageStore>().ListAsync(project.Id, default)).Where(i => i.Image.Split == Split.Pool).Select(i => i.Image.Id)];
        new Random(3).Shuffle(pool);
        foreach (var (at, image) in pool.Take(labels).Index())
        {
            await log.AppendAsync(
                new LabelEntry(
                    Guid.NewGuid(), project.Id, image, person.Id, LabelKind.Class, Truth[image], TimeProvider.System.GetUtcNow(), LabelSource.LabelPage,
                    Audit: at % 10 == 0),
                default);
        }
    }

    private static int ClassOf(int image) => image % Classes;

    /// <summary>A few hidden values near the centre of one of the class's groups, mixed into many that are nowhere negative.</summary>
    private void Fill(int image, Span<float> vector)
    {
        var random = new Random(image);
        var group = (ClassOf(image) * GroupsOfAClass) + random.Next(GroupsOfAClass);
        Span<float> hidden = stackalloc float[Hidden];
        for (var j = 0; j < Hidden; j++) hidden[j] = _centres[(group * Hidden) + j] + Normal(random);
        for (var j = 0; j < vector.Length; j++)
            vector[j] = Math.Max(0, TensorPrimitives.Dot<float>(hidden, _directions.AsSpan(j * Hidden, Hidden)) + (0.5f * Normal(random)));
    }

    private static float[] Normal(int seed, int count, float deviation)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => deviation * Normal(random))];
    }

    /// <summary>Near enough to normal: a sum of four even numbers, of variance one.</summary>
    private static float Normal(Random random) =>
        (random.NextSingle() + random.NextSingle() + random.NextSingle() + random.NextSingle() - 2) * 1.7320508f;
}
