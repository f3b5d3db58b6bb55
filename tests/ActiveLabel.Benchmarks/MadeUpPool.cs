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
/// A data folder with a project as large as is asked for: images without bytes unless there are <see cref="Pictures"/>,
/// vectors made up with groups and classes in them, as a network's are, and some labels, a tenth of them of the audit arm.
/// </summary>
internal sealed class MadeUpPool(string data, int images, int length, int labels, int tests)
{
    private const int Classes = 4;
    private const int GroupsOfAClass = 6;
    private const int Hidden = 24;
    private const int Batch = 2_000;

    /// <summary>A Monday some weeks ago.</summary>
    public static readonly DateTimeOffset ImportedAt = new(2026, 9, 7, 6, 0, 0, TimeSpan.Zero);

    private readonly float[] _centres = Normal(1, Classes * GroupsOfAClass * Hidden, 1.2f);
    private readonly float[] _directions = Normal(2, length * Hidden, 1 / MathF.Sqrt(Hidden));

    public long ProjectId { get; private set; }

    public string Name { get; init; } = "pool";

    /// <summary>Separated by commas, as many as there are classes.</summary>
    public string ClassNames { get; init; } = "a,b,c,d";

    /// <summary>The images' bytes; null for none.</summary>
    public DrawnPictures? Pictures { get; init; }

    /// <summary>One image in so many lies between two classes, and is taken for either; 0 for none.</summary>
    public int BetweenEvery { get; init; }

    /// <summary>So many of the last images have no vector: they count as failed.</summary>
    public int Failed { get; init; }

    private readonly Dictionary<long, int> _places = [];

    /// <summary>Class id of each image.</summary>
    public Dictionary<long, long> Truth { get; } = [];

    public async Task MakeAsync()
    {
        var file = TinyOnnx.Featurizer(8, length).Save(Path.Combine(Path.GetDirectoryName(data)!, "made-up.onnx"));
        await Activelabel.SucceedAsync("models", "add", file, "--name", "made-up", "--data", data);
        await Activelabel.SucceedAsync("project", "create", Name, "--classes", ClassNames, "--featurizer", "made-up", "--data", data);
        await using var services = Services();
        var project = await services.GetRequiredService<IProjectStore>().GetAsync(Name, default);
        ProjectId = project.Id;
        var hashes = await AddImagesAsync(services, project);
        await AddVectorsAsync(services, project, hashes);
        await AddLabelsAsync(services, project);
    }

    public ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddData(new DataFolder(data)).AddVision(new DataFolder(data)).BuildServiceProvider();

    private async Task<ImageHash[]> AddImagesAsync(ServiceProvider services, Project project)
    {
        var header = new ImageHeader(100, 100, "image/png");
        var made = new (ImageHash Hash, int Bytes, ImageHeader Header)[images];
        Parallel.For(0, images, i => made[i] = Pictures?.Keep(i, ClassOf(i)) ?? (ImageHash.Of(BitConverter.GetBytes(i)), 1000, header));
        await services.GetRequiredService<IImageStore>().AddAsync(
            project.Id,
            [
                .. made.Select((image, i) => new NewImage(
                    ProjectImage.Create(project.Id, image.Hash, NameOf(i), i < tests ? Split.Test : Split.Pool, image.Bytes, image.Header, ImportedAt),
                    i < tests ? project.Classes[ClassOf(i)].Id : null)),
            ],
            default);
        // Their ids are in the order in which they came.
        foreach (var (i, (image, _)) in (await services.GetRequiredService<IImageStore>().ListAsync(project.Id, default)).Index())
            (Truth[image.Id], _places[image.Id]) = (project.Classes[ClassOf(i)].Id, i);
        return [.. made.Select(image => image.Hash)];
    }

    private async Task AddVectorsAsync(ServiceProvider services, Project project, ImageHash[] hashes)
    {
        var featurizer = services.GetRequiredService<IFeaturizerCatalogue>().Find(project.Network)!;
        using var writer = services.GetRequiredService<IVectorStore>().OpenWrite(featurizer, form: null, 0);
        var index = services.GetRequiredService<IVectorIndex>();
        for (var first = 0; first < images - Failed; first += Batch)
        {
            var count = Math.Min(Batch, images - Failed - first);
            var values = new float[count * length];
            Parallel.For(0, count, i => Fill(first + i, values.AsSpan(i * length, length)));
            var row = writer.Append(values);
            await index.AddAsync(featurizer.Id, [.. Enumerable.Range(0, count).Select(i => new VectorRow(hashes[first + i], row + i))], default);
        }

        foreach (var hash in hashes.TakeLast(Failed))
            await index.AddFailureAsync(featurizer.Id, hash, "The picture ends before its last line.", default);
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

    private string NameOf(int image) => Pictures is null ? $"{image:000000}.png" : $"board-{image / 40:0000}/{image:000000}.jpg";

    private bool IsBetween(int image) => BetweenEvery > 0 && image / Classes % BetweenEvery == 0;

    /// <summary>Whether the vector of an image lies between two classes: its own and the next.</summary>
    public bool IsBetween(long imageId) => IsBetween(_places[imageId]);

    /// <summary>A few hidden values near the centre of one of the class's groups, mixed into many that are nowhere negative.</summary>
    private void Fill(int image, Span<float> vector)
    {
        var random = new Random(image);
        var group = (ClassOf(image) * GroupsOfAClass) + random.Next(GroupsOfAClass);
        Span<float> hidden = stackalloc float[Hidden];
        var other = IsBetween(image) ? ((ClassOf(image) + 1) % Classes * GroupsOfAClass) + random.Next(GroupsOfAClass) : group;
        for (var j = 0; j < Hidden; j++) hidden[j] = ((_centres[(group * Hidden) + j] + _centres[(other * Hidden) + j]) / 2) + Normal(random);
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
