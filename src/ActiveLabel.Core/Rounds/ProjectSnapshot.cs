using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Core.Rounds;

/// <summary>An image, what is known of its class, and the row of its vector.</summary>
/// <param name="Answered">Null while nobody has answered for it: a round needs no more of such an image than its id.</param>
public sealed record VectorisedImage(long Id, Split Split, AnsweredImage? Answered, long Row)
{
    public Labels.Answer? Answer => Answered?.Answer;
}

/// <summary>What a project knew at one moment: its images that have vectors, in the order of their ids, with their answers.</summary>
public sealed record ProjectSnapshot(Project Project, Featurizer Featurizer, IReadOnlyList<VectorisedImage> Images)
{
    /// <summary>By which its models are trained: the project's own, unless others are tried.</summary>
    public ProjectPolicy Policy { get; init; } = Project.Policy;

    /// <summary>Pool images with a class: what a model may be trained on.</summary>
    public IReadOnlyList<VectorisedImage> Labelled { get; } =
        [.. Images.Where(i => i.Split == Split.Pool && i.Answer is { IsPoorExample: false })];

    /// <summary>Pool images that nobody has answered for.</summary>
    public IReadOnlyList<VectorisedImage> Unlabelled { get; } = [.. Images.Where(i => i.Split == Split.Pool && i.Answer is null)];

    /// <summary>Test images with a class: they judge models and train none.</summary>
    public IReadOnlyList<VectorisedImage> Test { get; } =
        [.. Images.Where(i => i.Split == Split.Test && i.Answer is { IsPoorExample: false })];

    /// <summary>Ids of the project's classes, in order: output k of a model trained on this snapshot stands for the k-th.</summary>
    public IReadOnlyList<long> ClassIds { get; } = [.. Project.Classes.Select(c => c.Id)];

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

    /// <summary>SHA-256 over (image hash, class id) of these images: equal for equal training sets.</summary>
    /// <param name="images">Images with a class, for example <see cref="Labelled"/>.</param>
    public static string HashOf(IReadOnlyList<VectorisedImage> images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in images)
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"{image.Answered!.Image.Hash} {image.Answer?.ClassId}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Takes snapshots.</summary>
public sealed class SnapshotReader(IProjectStore projects, IImageStore images, IVectorIndex index, IFeaturizerCatalogue featurizers)
{
    /// <exception cref="WrongUseException">There is no such project, or its network is not ready.</exception>
    public async Task<ProjectSnapshot> TakeAsync(long projectId, CancellationToken cancel)
    {
        var project = await projects.FindAsync(projectId, cancel)
            ?? throw new WrongUseException($"There is no project {projectId}.");
        var featurizer = featurizers.Find(project.Network)
            ?? throw new WrongUseException($"The network '{project.Network}' is not ready: featurize the project's images first.");
        var rows = await index.RowsAsync(projectId, featurizer.Id, cancel);
        // An image's row and split never change: the answers, read at once, are those of one moment.
        var tests = (await images.ListIdsAsync(projectId, Split.Test, cancel)).ToHashSet();
        var answered = (await images.ListAnsweredAsync(projectId, cancel)).ToDictionary(i => i.Image.Id);
        return new ProjectSnapshot(
            project, featurizer,
            [.. rows.OrderBy(r => r.Key).Select(r => new VectorisedImage(
                r.Key, tests.Contains(r.Key) ? Split.Test : Split.Pool, answered.GetValueOrDefault(r.Key), r.Value))]);
    }
}
