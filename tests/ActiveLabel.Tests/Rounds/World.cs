using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Evaluation.LabelErrors.Trial;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Learning;
using ActiveLabel.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Tests.Rounds;

/// <summary>A project over real stores whose images have known vectors, with an engine to run its rounds.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly KnownVectors _vectors;

    private World(Installation installation, Project project, KnownVectors vectors) =>
        (Installation, Project, _vectors) = (installation, project, vectors);

    public Installation Installation { get; }

    public Project Project { get; }

    public RoundFeed Feed { get; } = new();

    public KnownVectors Vectors => _vectors;

    /// <param name="labelledTests">Images of the test split, all labelled by the import.</param>
    /// <param name="ownNumber">Whether vectors tell images instead of classes.</param>
    /// <param name="spare">Images that may be added later.</param>
    public static async Task<World> CreateAsync(int pool, int labelledTests = 0, ProjectPolicy? policy = null, bool ownNumber = false, int spare = 0)
    {
        var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(policy: policy);
        var images = Enumerable.Range(0, pool + labelledTests)
            .Select(n => Installation.Image(project, n, n < pool ? Split.Pool : Split.Test, n < pool ? null : project.Classes[n % 3].Name)).ToList();
        await installation.Images.AddAsync(project.Id, images, default);
        var vectors = new KnownVectors(images.Count + spare, ownNumber);
        await installation.Get<IVectorIndex>().AddAsync(
            vectors.Featurizer.Id, [.. images.Select((image, n) => new VectorRow(image.Image.Hash, n))], default);
        return new World(installation, project, vectors);
    }

    public static ITrainer RealTrainer() => new ServiceCollection().AddLearning().BuildServiceProvider().GetRequiredService<ITrainer>();

    public SnapshotReader Snapshots => new(Installation.Projects, Installation.Images, Installation.Get<ISplitMoves>(), Installation.Get<IVectorIndex>(), _vectors);

    public GalleryReader Gallery => new(Installation.Get<IGallerySource>(), Installation.Get<IVectorIndex>(), _vectors, _vectors, Installation.Models, PastTraining);

    public RoundEngine Engine(ITrainer? trainer = null)
    {
        var teacher = new Teacher(trainer ?? RealTrainer(), Installation.Get<IGraphShelf>());
        return new RoundEngine(
            Installation.Projects, Snapshots, _vectors, Installation.Models, Installation.Rounds, teacher, new ModelJudge(teacher),
            new ConsensusKeeper(Installation.Projects, Installation.Get<IOpinionStore>(), Installation.Get<IPracticeLog>(), TimeProvider.System), Feed, TimeProvider.System);
    }

    public RoundRebuilder Rebuilder() => new(
        Installation.Projects, Snapshots, _vectors, Installation.Models, Installation.Rounds, Installation.Get<IOriginStore>(), RealTrainer(),
        Installation.Get<IGraphShelf>());

    /// <summary>More images join the pool, with their vectors.</summary>
    public async Task AddAsync(int count)
    {
        var known = (await Installation.ListAsync(Project)).Count;
        var images = Enumerable.Range(known, count).Select(n => Installation.Image(Project, n)).ToList();
        await Installation.Images.AddAsync(Project.Id, images, default);
        await Installation.Get<IVectorIndex>().AddAsync(
            _vectors.Featurizer.Id, [.. images.Select((image, at) => new VectorRow(image.Image.Hash, known + at))], default);
    }

    public TrainerComparison Comparison(ITrainer? trainer = null)
    {
        var teacher = new Teacher(trainer ?? RealTrainer());
        return new TrainerComparison(Snapshots, _vectors, Installation.Models, teacher, new ModelJudge(teacher));
    }

    public ModelReviewer Reviewer(ITrainer? trainer = null) => new(
        Snapshots, _vectors, Installation.Models, Installation.Changes, new ModelJudge(new Teacher(trainer ?? RealTrainer())),
        PastTraining, trainer ?? RealTrainer());

    public PastTraining PastTraining => new(Snapshots, Installation.Get<IOriginStore>(), Installation.Get<IRoundStore>(), Installation.Get<IImageStore>(), Installation.Get<ISplitMoves>());

    public ProjectAnnotators Annotators() =>
        new(Snapshots, _vectors, Installation.Get<IWorkLog>(), Installation.Get<IPersonStore>(), Installation.Models, RealTrainer());

    public VersionComparison Versions() => new(Snapshots, _vectors, Installation.Models, Installation.Get<IFirstAnswers>());

    public LabelErrorFinder LabelErrors(ITrainer? trainer = null) =>
        new(Snapshots, _vectors, Installation.Models, Installation.Get<ISuspectLog>(), new Teacher(trainer ?? RealTrainer()), TimeProvider.System);

    public LabelErrorTrial Trial() => new(Snapshots, _vectors, Installation.Models, new Teacher(RealTrainer()));

    /// <summary>Answers as a person would who knows the class of every image, in the order of the queue.</summary>
    public async Task<IReadOnlyList<Lease>> LabelAsync(int count, string? always = null, DateTimeOffset? at = null)
    {
        var person = await Installation.PersonAsync();
        var (page, now) = (new OpenPage(Project.Id, person, "session"), new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(5)));
        var numbers = (await Installation.ListAsync(Project)).ToDictionary(i => i.Image.Id, i => Number(i.Image));
        var leases = new List<Lease>();
        for (var i = 0; i < count; i++)
        {
            var lease = (await Installation.Queue.LeaseAsync(page, 1, now, default)).ShouldHaveSingleItem();
            var answer = always is null ? Project.Classes[numbers[lease.ImageId] % 3] : Project.FindClass(always)!;
            await Installation.Log.AppendAsync(
                new LabelEntry(
                    Guid.NewGuid(), Project.Id, lease.ImageId, person, LabelKind.Class, answer.Id, at ?? Installation.Noon, LabelSource.LabelPage,
                    Round: lease.Round, Rank: lease.Rank, Audit: lease.Reason == ActiveLabel.Core.Sampling.PickReason.Audit),
                default);
            leases.Add(lease);
        }

        return leases;
    }

    public ValueTask DisposeAsync() => Installation.DisposeAsync();

    public static int Number(ProjectImage image) => int.Parse(image.FileName.Split(' ', '.')[1]);
}
