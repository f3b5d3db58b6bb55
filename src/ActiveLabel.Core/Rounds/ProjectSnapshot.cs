using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Core.Rounds;

/// <summary>An image, what is known of its class, and the row of its vector.</summary>
/// <param name="Answered">Null while nobody has answered for it: a round needs no more of such an image than its id.</param>
public sealed record VectorisedImage(long Id, Split Split, AnsweredImage? Answered, long Row)
{
    public Labels.Answer? Answer => Answered?.Answer;

    /// <summary>Of a test image that was in the pool once: id of the newest model version that may have been trained on it; 0 of others.</summary>
    public long PoolUntilModel { get; init; }
}

/// <summary>What a project knew at one moment: its images that have vectors, in the order of their ids, with their answers.</summary>
public sealed record ProjectSnapshot(Project Project, Featurizer Featurizer, IReadOnlyList<VectorisedImage> Images)
{
    /// <summary>By which its models are trained: the project's own, unless others are tried.</summary>
    public ProjectPolicy Policy { get; init; } = Project.Policy;

    /// <summary>Sequence number of the newest entry of the log that its answers derive from.</summary>
    public long LabelMark { get; init; }

    /// <summary>Pool images with a class: what a model may be trained on.</summary>
    public IReadOnlyList<VectorisedImage> Labelled { get; } =
        [.. Images.Where(i => i.Split == Split.Pool && i.Answer is { IsPoorExample: false })];

    /// <summary>Pool images that nobody has answered for.</summary>
    public IReadOnlyList<VectorisedImage> Unlabelled { get; } = [.. Images.Where(i => i.Split == Split.Pool && i.Answer is null)];

    /// <summary>Test images with a class: they judge models and train none.</summary>
    public IReadOnlyList<VectorisedImage> Test { get; } =
        [.. Images.Where(i => i.Split == Split.Test && i.Answer is { IsPoorExample: false })];

    /// <summary>Ids of the project's classes, in order: output k of a model trained on this snapshot stands for the k-th.</summary>
    public IReadOnlyList<long> ClassIds { get; init; } = [.. Project.Classes.Select(c => c.Id)];

    /// <summary>
    /// The same without those test images that were in the pool when a version was trained, and may have trained it: they must not
    /// judge it. This snapshot itself where there are none.
    /// </summary>
    public ProjectSnapshot UnseenBy(ModelVersion version) => Images.Any(i => i.PoolUntilModel >= version.Id)
        ? new ProjectSnapshot(Project, Featurizer, [.. Images.Where(i => i.PoolUntilModel < version.Id)]) { Policy = Policy, ClassIds = ClassIds, ClassMark = ClassMark, LabelMark = LabelMark }
        : this;

    /// <summary>Place in the record of class changes up to which the answers count: <see cref="ModelVersion.ClassMark"/>.</summary>
    public long ClassMark { get; init; } = Project.ClassMark;

    /// <summary>Copies the images' vectors into a training set.</summary>
    /// <param name="images">Images with a class, for example <see cref="Labelled"/>.</param>
    /// <param name="vectors">The rows of this snapshot's featurizer.</param>
    /// <exception cref="WrongUseException">A vector is not finite; the message names the image.</exception>
    public TrainingSet Gather(IReadOnlyList<VectorisedImage> images, IVectorReader vectors)
    {
        var rows = new VectorRows(vectors, [.. images.Select(i => i.Row)]);
        var values = rows.ToArray();
        if (!TensorPrimitives.IsFiniteAll<float>(values))
        {
            var broken = images.Where((_, i) => !TensorPrimitives.IsFiniteAll<float>(values.AsSpan(i * vectors.VectorLength, vectors.VectorLength))).ToList();
            throw new WrongUseException(
                $"The feature vector of '{broken[0].Answered!.Image.FileName}'{(broken.Count > 1 ? $" and {broken.Count - 1} more" : "")} holds a value that is no finite number: "
                + "run 'activelabel store verify --repair', or use another network.");
        }

        return new TrainingSet(values, vectors.VectorLength, Truth(images), ClassIds.Count) { Rows = rows.Numbers };
    }

    /// <summary>Zero-based class of each image, in the order of <see cref="ClassIds"/>.</summary>
    public int[] Truth(IReadOnlyList<VectorisedImage> images)
    {
        var ordinals = ClassIds.Index().ToDictionary(c => c.Item, c => c.Index);
        return [.. images.Select(i => ordinals[i.Answer!.ClassId!.Value])];
    }

    /// <summary>The least that an image counts: however doubtful, it trains.</summary>
    private const float LeastWeight = 0.01f;

    /// <summary>How much an image with a class counts in training: as much as its answer is sure, where the policy says so; else 1.</summary>
    public float WeightOf(VectorisedImage image) => Policy.WeightByConfidence ? Math.Max(LeastWeight, (float)image.Answer!.Confidence) : 1;

    /// <summary>SHA-256 over (image hash, class id, and weight where that is not 1) of these images: equal for equal training sets.</summary>
    /// <param name="images">Images with a class, for example <see cref="Labelled"/>.</param>
    public string HashOf(IReadOnlyList<VectorisedImage> images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in images)
        {
            var weight = WeightOf(image) is var w && w == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {w:R}");
            hash.AppendData(Encoding.ASCII.GetBytes($"{image.Answered!.Image.Hash} {image.Answer?.ClassId}{weight}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Takes snapshots.</summary>
public sealed class SnapshotReader(IProjectStore projects, IImageStore images, ISplitMoves moves, IVectorIndex index, IFeaturizerCatalogue featurizers)
{
    /// <exception cref="WrongUseException">There is no such project, or its network is not ready.</exception>
    public Task<ProjectSnapshot> TakeAsync(long projectId, CancellationToken cancel) => TakeAsync(projectId, only: null, cancel);

    /// <summary>The same without any pool image: of a large project read in a moment.</summary>
    /// <inheritdoc cref="TakeAsync(long, CancellationToken)" path="/exception"/>
    public Task<ProjectSnapshot> TakeTestAsync(long projectId, CancellationToken cancel) => TakeAsync(projectId, Split.Test, cancel);

    private async Task<ProjectSnapshot> TakeAsync(long projectId, Split? only, CancellationToken cancel)
    {
        while (true)
        {
            var snapshot = await ReadAsync(projectId, only, cancel);
            // Classes that changed while the answers were read: some of these may name classes that the snapshot does not know.
            if (await projects.FindAsync(projectId, cancel) is { } project && ClassStamp.Of(project.Classes) == ClassStamp.Of(snapshot.Project.Classes) && project.ClassMark == snapshot.Project.ClassMark)
                return snapshot;
        }
    }

    private async Task<ProjectSnapshot> ReadAsync(long projectId, Split? only, CancellationToken cancel)
    {
        var project = await projects.FindAsync(projectId, cancel)
            ?? throw new WrongUseException($"There is no project {projectId}.");
        var featurizer = featurizers.Find(project.Network)
            ?? throw new WrongUseException($"The network '{project.Network}' is not ready: featurize the project's images first.");
        var rows = await index.RowsAsync(projectId, featurizer.Id, cancel);
        // An image's row never changes, and its split never while a round computes: the answers, read at once, are those of one moment.
        var tests = (await images.ListIdsAsync(projectId, Split.Test, cancel)).ToHashSet();
        var answered = only is { } split
            ? await images.ReadAnswersAsync(projectId, split, cancel)
            : await images.ReadAnswersAsync(projectId, upTo: null, project.Policy.Consensus, cancel);
        if (only is not null)
            rows = rows.Where(r => tests.Contains(r.Key) == (only == Split.Test)).ToDictionary();
        var history = new SplitHistory(await moves.ListAsync(projectId, cancel));
        return new ProjectSnapshot(project, featurizer, Join(rows, tests, answered.Images, history.PoolUntilModel)) { LabelMark = answered.LabelMark };
    }

    /// <summary>How many pool images have a class, and how many of them the audit arm has drawn; one without a vector counts too.</summary>
    public Task<(int Pool, int Audit)> CountLabelledAsync(long projectId, CancellationToken cancel) => images.CountLabelledAsync(projectId, cancel);

    /// <summary>
    /// What a project knew when it was read before: those images alone, with the answers, the classes and the settings of
    /// then.
    /// </summary>
    /// <exception cref="WrongUseException">There is no such project.</exception>
    /// <exception cref="RebuildException">Images of then are gone, or have no vector any more; the message names one.</exception>
    public async Task<ProjectSnapshot> TakeAgainAsync(long projectId, ModelOrigin origin, IReadOnlyList<long> classIds, long classMark, RecordedAnswers answers, IdSet pool, IdSet test, CancellationToken cancel)
    {
        var project = await projects.FindAsync(projectId, cancel)
            ?? throw new WrongUseException($"There is no project {projectId}.");
        var rows = await index.AllRowsAsync(projectId, origin.Featurizer.Id, cancel);
        long[] missing = [.. pool.Ids.Concat(test.Ids).Where(id => !rows.ContainsKey(id))];
        if (missing.Length > 0)
            throw RebuildException.NoVectors(missing, await images.FindAsync(projectId, missing[0], cancel), origin.Featurizer);

        var tests = test.Ids.ToHashSet();
        var then = pool.Ids.Concat(test.Ids).ToDictionary(id => id, id => rows[id]);
        // Most that had an answer have one still: by one walk through them, not one by one.
        var known = (await images.ListAnsweredAsync(projectId, cancel)).ToDictionary(i => i.Image.Id, i => i.Image);
        foreach (var (id, image) in await images.FindAsync(projectId, [.. answers.Answers.Select(a => a.ImageId).Where(id => !known.ContainsKey(id))], cancel)) known.Add(id, image.Image);
        AnsweredImage[] answered = [.. answers.Answers.Select(a => new AnsweredImage(known[a.ImageId], a.ToAnswer()))];
        return new ProjectSnapshot(project, origin.Featurizer, Join(then, tests, answered))
        {
            Policy = origin.Policy,
            ClassIds = classIds,
            ClassMark = classMark,
            LabelMark = origin.LabelMark,
        };
    }

    /// <summary>
    /// A snapshot with the answers that there were when the log ended with that sequence number, as long as the newest counted, the
    /// record of class changes with that, and the splits as a round knew them.
    /// </summary>
    /// <param name="round">The round's number.</param>
    public async Task<ProjectSnapshot> TakeAnswersAsync(ProjectSnapshot snapshot, long upTo, long classMark, int round, CancellationToken cancel)
    {
        var splits = new SplitHistory(await moves.ListAsync(snapshot.Project.Id, cancel));
        var tests = snapshot.Images.Where(i => splits.During(round, i.Id, i.Split) == Split.Test).Select(i => i.Id).ToHashSet();
        var answered = await images.ReadAnswersAsync(snapshot.Project.Id, new LogPlace(upTo, classMark), ConsensusMethod.NewestAnswer, cancel);
        return new ProjectSnapshot(snapshot.Project, snapshot.Featurizer, Join(snapshot.Images.ToDictionary(i => i.Id, i => i.Row), tests, answered.Images))
        {
            Policy = snapshot.Policy,
            ClassIds = snapshot.ClassIds,
            ClassMark = classMark,
            LabelMark = answered.LabelMark,
        };
    }

    /// <summary>The answers that the log gives up to that sequence number, by image; by Dawid and Skene, the majorities that serve between rounds.</summary>
    internal async Task<IReadOnlyDictionary<long, Labels.Answer>> LogAsync(long projectId, LogPlace upTo, ConsensusMethod method, CancellationToken cancel) =>
        (await images.ReadAnswersAsync(projectId, upTo, method, cancel)).Images.ToDictionary(i => i.Image.Id, i => i.Answer!);

    /// <summary>Rows of all images that a project has or had under a featurizer, by image id.</summary>
    internal Task<IReadOnlyDictionary<long, long>> RowsAsync(long projectId, Featurizer featurizer, CancellationToken cancel) =>
        index.AllRowsAsync(projectId, featurizer.Id, cancel);

    internal Task<AnsweredImage?> FindAsync(long projectId, long imageId, CancellationToken cancel) => images.FindAsync(projectId, imageId, cancel);

    /// <param name="poolUntilModel">See <see cref="VectorisedImage.PoolUntilModel"/>; asked of test images.</param>
    private static VectorisedImage[] Join(
        IReadOnlyDictionary<long, long> rows, HashSet<long> tests, IReadOnlyList<AnsweredImage> answers, Func<long, long>? poolUntilModel = null)
    {
        var answered = answers.ToDictionary(i => i.Image.Id);
        return
        [
            .. rows.OrderBy(r => r.Key).Select(r => new VectorisedImage(
                r.Key, tests.Contains(r.Key) ? Split.Test : Split.Pool, answered.GetValueOrDefault(r.Key), r.Value)
            {
                PoolUntilModel = poolUntilModel is not null && tests.Contains(r.Key) ? poolUntilModel(r.Key) : 0,
            }),
        ];
    }
}
