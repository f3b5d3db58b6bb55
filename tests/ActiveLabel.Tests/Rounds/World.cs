using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
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

    /// <param name="labelledTests">Images of the test split, all labelled by the import.</param>
    /// <param name="ownNumber">Whether vectors tell images instead of classes.</param>
    public static async Task<World> CreateAsync(int pool, int labelledTests = 0, ProjectPolicy? policy = null, bool ownNumber = false)
    {
        var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(policy: policy);
        var images = Enumerable.Range(0, pool + labelledTests)
            .Select(n => Installation.Image(project, n, n < pool ? Split.Pool : Split.Test, n < pool ? null : project.Classes[n % 3].Name)).ToList();
        await installation.Images.AddAsync(project.Id, images, default);
        var vectors = new KnownVectors(images.Count, ownNumber);
        await installation.Get<IVectorIndex>().AddAsync(
            vectors.Featurizer.Id, [.. images.Select((image, n) => new VectorRow(image.Image.Hash, n))], default);
        return new World(installation, project, vectors);
    }

    public static ITrainer RealTrainer() => new ServiceCollection().AddLearning().BuildServiceProvider().GetRequiredService<ITrainer>();

    public SnapshotReader Snapshots => new(Installation.Projects, Installation.Images, Installation.Get<IVectorIndex>(), _vectors);

    public RoundEngine Engine(ITrainer? trainer = null)
    {
        trainer ??= RealTrainer();
        return new RoundEngine(
            Installation.Projects, Snapshots, _vectors, Installation.Models, Installation.Rounds, new Teacher(trainer), new ModelJudge(new Teacher(trainer)), Feed, TimeProvider.System);
    }

    public TrainerComparison Comparison()
    {
        var teacher = new Teacher(RealTrainer());
        return new TrainerComparison(Snapshots, _vectors, Installation.Models, teacher, new ModelJudge(teacher));
    }

    public ModelReviewer Reviewer(ITrainer? trainer = null) => new(Snapshots, _vectors, Installation.Models, new ModelJudge(new Teacher(trainer ?? RealTrainer())));

    /// <summary>Answers as a person would who knows the class of every image, in the order of the queue.</summary>
    public async Task<IReadOnlyList<Lease>> LabelAsync(int count, string? always = null)
    {
        var person = await Installation.PersonAsync();
        var numbers = (await Installation.ListAsync(Project)).ToDictionary(i => i.Image.Id, i => Number(i.Image));
        var leases = new List<Lease>();
        for (var i = 0; i < count; i++)
        {
            var lease = (await Installation.Queue.LeaseAsync(Project.Id, person, "session", Installation.Noon, TimeSpan.FromMinutes(5), default)).ShouldNotBeNull();
            var answer = always is null ? Project.Classes[numbers[lease.ImageId] % 3] : Project.FindClass(always)!;
            await Installation.Log.AppendAsync(
                new LabelEntry(
                    Guid.NewGuid(), Project.Id, lease.ImageId, person, LabelKind.Class, answer.Id, Installation.Noon, LabelSource.LabelPage,
                    Round: lease.Round, Rank: lease.Rank, Audit: lease.Reason == ActiveLabel.Core.Sampling.PickReason.Audit),
                default);
            leases.Add(lease);
        }

        return leases;
    }

    public ValueTask DisposeAsync() => Installation.DisposeAsync();

    public static int Number(ProjectImage image) => int.Parse(image.FileName.Split(' ', '.')[1]);
}
