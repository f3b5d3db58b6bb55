using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data;
using ActiveLabel.Learning;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Images;
using ActiveLabel.Web.Features.Images.Gallery;
using ActiveLabel.Web.Features.Images.History;
using ActiveLabel.Web.Features.Instructions;
using ActiveLabel.Web.Features.Map;
using ActiveLabel.Web.Features.People;
using ActiveLabel.Web.Features.Practice;
using ActiveLabel.Web.Features.Practice.Gold;
using ActiveLabel.Web.Features.Practice.Results;
using ActiveLabel.Web.Features.Projects;
using ActiveLabel.Web.Features.Review;
using ActiveLabel.Web.Features.Review.Suspects;
using ActiveLabel.Web.Features.Rounds;
using ActiveLabel.Web.Features.Rounds.Lineage;
using ActiveLabel.Web.Features.Settings.Classes;
using ActiveLabel.Web.Intake;
using ActiveLabel.Web.Shell;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace ActiveLabel.Web.Tests.Features;

/// <summary>
/// A project over real stores, for pages to be rendered about: three classes, and a model that takes the largest of a
/// vector's three values for its class.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly Featurizer Network = new(
        "known", "net", "none", ["layer"], new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1)), 3);

    private readonly TemporaryFolder _folder = new();

    private Stage(BunitContext bunit) => Bunit = bunit;

    public BunitContext Bunit { get; }

    public Project Project { get; private set; } = null!;

    /// <summary>Who looks at its pages.</summary>
    public Visitor Me { get; private set; } = null!;

    public RecordingTrigger Trigger { get; } = new();

    public RoundFeed Feed => Get<RoundFeed>();

    /// <param name="tests">Predicted and labelled class of each test image.</param>
    public static async Task<Stage> CreateAsync(params (int Predicted, int Labelled)[] tests)
    {
        var stage = new Stage(new BunitContext());
        var services = stage.Bunit.Services;
        stage.Bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        var folder = new DataFolder(stage._folder.Path);
        services.AddMudServices();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System).AddSingleton(folder).AddLearning().AddData(folder);
        services.AddSingleton<IVectorStore>(new KnownVectors(tests)).AddSingleton<IFeaturizerCatalogue>(new OneNetwork());
        services.AddSingleton<RoundFeed>().AddSingleton<SnapshotReader>().AddSingleton<Teacher>().AddSingleton<ModelJudge>().AddSingleton<PastTraining>().AddSingleton<TrainingLabels>().AddSingleton<ModelReviewer>();
        services.AddSingleton<TrainerComparison>().AddSingleton<ComparisonDesk>().AddSingleton<RoundRebuilder>().AddSingleton<RebuildDesk>();
        services.AddSingleton<ConsensusKeeper>();
        services.AddSingleton<LabelErrorFinder>().AddSingleton<VersionComparison>().AddSingleton<SuspectSearches>().AddSingleton<SuspectDesk>();
        services.AddSingleton<LabelCorrection>().AddSingleton<IRoundTrigger>(stage.Trigger);
        services.AddSingleton<BackgroundThreads>().AddSingleton<IImageSketch, NoSketches>().AddMap();
        services.AddAccess().AddIntake().AddSingleton<ProjectGlances>().AddSingleton<ClassExamples>().AddSingleton<PracticeShelf>().AddSingleton<GoldDesk>().AddSingleton<PracticeReport>().AddSingleton<PracticeGate>().AddSingleton<ClassesDesk>();
        services.AddPeopleWork().AddSingleton<ProjectAnnotators>();
        services.AddSingleton<IImageInspector, NoInspector>();
        services.AddSingleton<GalleryReader>().AddSingleton<GalleryBook>().AddSingleton<BulkDesk>().AddSingleton<ImageDesk>().AddSingleton<SplitMover>().AddSingleton<FeaturizeQueue>();
        await stage.Bunit.Services.MigrateDatabaseAsync(default);

        stage.Project = await stage.Get<IProjectStore>().AddAsync(
            Project.Create("Knots", ["sound", "dry", "<script>"], "net", DateTimeOffset.UnixEpoch), default);
        var me = await stage.Get<IPersonStore>().GetAsync(PersonKind.Local, default);
        stage.Me = new Visitor(me.Id, me.Name, IsServerAdmin: true);
        await stage.ImportAsync(tests);
        return stage;
    }

    public T Get<T>() where T : notnull => Bunit.Services.GetRequiredService<T>();

    public Task<ModelVersion> AddVersionAsync(int number = 1, int labels = 10, EvaluationSummary? evaluation = null, double temperature = TemperatureScaling.None, LinearModel? model = null) =>
        Get<IModelStore>().AddAsync(
            ModelVersion.Create(
                Project.Id, number, Network.Id, [.. Project.Classes.Select(c => c.Id)],
                model ?? new LinearModel(3, 3, [1, 1, 1], [4, 0, 0, 0, 4, 0, 0, 0, 4], [0, 0, 0]), new TrainingOptions(), labels, "hash", evaluation,
                DateTimeOffset.UnixEpoch, "test", temperature),
            default);

    /// <summary>A version of which it is kept what it was trained on and judged by, as of one that a round has made.</summary>
    public async Task<ModelVersion> AddRecordedVersionAsync()
    {
        var snapshot = await Get<SnapshotReader>().TakeAsync(Project.Id, default);
        return await Get<IModelStore>().AddAsync(
            ModelVersion.Create(
                Project.Id, 1, Network.Id, snapshot.ClassIds, new LinearModel(3, 3, [1, 1, 1], [4, 0, 0, 0, 4, 0, 0, 0, 4], [0, 0, 0]), new TrainingOptions(),
                10, snapshot.HashOf(snapshot.Labelled), evaluation: null, DateTimeOffset.UnixEpoch, "test"),
            Recording.Of(snapshot), default);
    }

    public async Task<Round> BeginRoundAsync(int minute = 0) =>
        (await Get<IRoundStore>().BeginAsync(Project.Id, QueryStrategy.Margin, 10, 1, DateTimeOffset.UnixEpoch.AddMinutes(minute), default)).ShouldNotBeNull();

    public IRenderedComponent<TPage> Open<TPage>(Action<ComponentParameterCollectionBuilder<TPage>>? more = null) where TPage : ProjectPage =>
        Bunit.Render<TPage>(page =>
        {
            page.Add(p => p.ProjectId, Project.Id)
                .AddCascadingValue(new ProjectContext(Project, Me, ProjectRole.Admin, () => Task.CompletedTask));
            more?.Invoke(page);
        });

    /// <summary>An image that can be labelled; it has no vector.</summary>
    public Task AddPoolImageAsync() => Get<IImageStore>().AddAsync(
        Project.Id,
        [
            new NewImage(
                ProjectImage.Create(Project.Id, ImageHash.Of("pool"u8), "pool.png", Split.Pool, 1, new ImageHeader(8, 8, "image/png"), DateTimeOffset.UnixEpoch),
                ClassId: null),
        ],
        default);

    public async Task<ProjectImage> ImageAsync(string fileName) =>
        (await Get<IImageStore>().ListAsync(Project.Id, default)).Single(i => i.Image.FileName == fileName).Image;

    public async ValueTask DisposeAsync()
    {
        await Bunit.DisposeAsync();
        _folder.Dispose();
    }

    private async Task ImportAsync((int Predicted, int Labelled)[] tests)
    {
        NewImage[] images =
        [
            .. tests.Select((test, n) => new NewImage(
                ProjectImage.Create(
                    Project.Id, ImageHash.Of([(byte)n]), $"knot{n:00}.png", Split.Test, 1, new ImageHeader(8, 8, "image/png"), DateTimeOffset.UnixEpoch),
                Project.Classes[test.Labelled].Id)),
        ];
        await Get<IImageStore>().AddAsync(Project.Id, images, default);
        await Get<IVectorIndex>().AddAsync(Network.Id, [.. images.Select((image, n) => new VectorRow(image.Image.Hash, n))], default);
    }

    private sealed class KnownVectors((int Predicted, int Labelled)[] tests) : IVectorStore
    {
        private readonly float[] _values = [.. tests.SelectMany(test => Enumerable.Range(0, 3).Select(k => k == test.Predicted ? 1f : 0))];

        public IVectorReader OpenRead(Featurizer featurizer) => new VectorTable(_values, 3);

        public IVectorWriter OpenWrite(Featurizer featurizer, VectorForm? form, long committedRows) => throw new NotSupportedException("These vectors are known already.");
    }

    private sealed class NoInspector : IImageInspector
    {
        public ImageInspection Inspect(ReadOnlySpan<byte> bytes) => new(null, "nothing is imported here");
    }

    private sealed class NoSketches : IImageSketch
    {
        public bool Draw(ReadOnlySpan<byte> bytes, Span<float> grey) => false;
    }

    private sealed class OneNetwork : IFeaturizerCatalogue
    {
        public string DefaultNetwork => Network.Network;

        public Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel) => Task.FromResult(Network);

        public Featurizer? Find(string network) => Network;
    }
}

/// <summary>Remembers which rounds were asked for, and runs none.</summary>
internal sealed class RecordingTrigger : IRoundTrigger
{
    public List<long> Appended { get; } = [];

    public List<long> Requested { get; } = [];

    public void LabelAppended(long projectId) => Appended.Add(projectId);

    public void Request(long projectId) => Requested.Add(projectId);
}
