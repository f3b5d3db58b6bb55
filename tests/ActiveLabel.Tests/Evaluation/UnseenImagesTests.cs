using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Tests.Rounds;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

/// <summary>
/// No figure comes from images that trained the model it judges, nor from images that set its temperature. Proved with a
/// trainer that learns its images by heart and nothing else, on vectors that tell the image and nothing else: an image
/// that it has seen is recognised with all but certainty, and of all others it says the same.
/// </summary>
public sealed class UnseenImagesTests
{
    [Fact]
    public async Task The_test_split_is_judged_by_a_model_and_a_temperature_that_saw_none_of_it()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30, ownNumber: true);
        var trainer = new ByHeart();
        var version = await TrainAsync(world, trainer, labels: 45);

        var review = (await world.Reviewer(trainer).ReviewAsync(version, default)).Review.ShouldNotBeNull();

        review.Basis.ShouldBe(EvaluationBasis.TestSplit);
        review.Images.Count.ShouldBe(30);
        trainer.Seen.Count.ShouldBeGreaterThan(1);
        trainer.Seen.ShouldAllBe(seen => review.Images.All(image => !seen.Contains(World.Number(image.Image))));
        // Had the temperature come from images that were seen, all of them right, it would have been left at 1.
        version.Temperature.ShouldBeGreaterThan(2);
        float[] unseen = [.. ByHeart.OfTheUnseen];
        TemperatureScaling.Apply(unseen, version.Temperature);
        foreach (var image in review.Images)
        {
            review.Probabilities(image.Image.Id).ToArray().ShouldBe(unseen, 1e-6);
        }
    }

    [Fact]
    public async Task The_audit_arm_is_judged_by_models_and_temperatures_that_did_not_see_the_image_judged()
    {
        await using var world = await World.CreateAsync(pool: 150, policy: new ProjectPolicy { AuditShare = 0.6, BatchSize = 20 }, ownNumber: true);
        var trainer = new ByHeart();
        await world.Engine(trainer).RunAsync(world.Project.Id, default);
        var version = await TrainAsync(world, trainer, labels: 80);
        trainer.Seen.Clear();

        var review = (await world.Reviewer(trainer).ReviewAsync(version, default)).Review.ShouldNotBeNull();

        review.Basis.ShouldBe(EvaluationBasis.AuditCrossFitting);
        review.Images.Count.ShouldBeGreaterThanOrEqualTo(30);
        foreach (var image in review.Images)
        {
            var p = review.Probabilities(image.Image.Id).ToArray();
            p[1].ShouldBe(p[2], 1e-6f, "an image that was seen has one class nearly certain");
            p[0].ShouldBeInRange(1 / 3f, 0.45f, "a temperature of images that were seen would have left 0.58");
        }

        // What is trained first for each fold is its model, then come those that find the temperature.
        var folds = Folds(trainer.Seen, labels: 80, review.Images.Count);
        folds.Count.ShouldBe(CrossFitting.DefaultFolds);
        folds.ShouldAllBe(fold => fold.Count > 1);
        foreach (var image in review.Images)
        {
            folds.Count(fold => fold.All(seen => !seen.Contains(World.Number(image.Image)))).ShouldBe(1, "one fold's trainings, all of them, went without it");
        }
    }

    [Fact]
    public async Task What_was_seen_would_be_noticed()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30, ownNumber: true);
        var version = await TrainAsync(world, new ByHeart(), labels: 45);
        var scorer = version.Model.CreateScorer();
        var (vector, probabilities) = (new float[90], new float[3]);
        var recognised = 0;

        for (var number = 0; number < 90; number++)
        {
            vector.AsSpan().Clear();
            vector[number] = 1;
            scorer.Score(vector, probabilities);
            recognised += probabilities[number % 3] > 0.99f ? 1 : 0;
        }

        recognised.ShouldBe(45);
    }

    /// <summary>Trainings in groups: a fold's own lacks its fifth of the judging images, and those after it lack more.</summary>
    private static List<List<HashSet<int>>> Folds(IReadOnlyList<HashSet<int>> trainings, int labels, int judging)
    {
        var folds = new List<List<HashSet<int>>>();
        foreach (var seen in trainings)
        {
            if (seen.Count >= labels - ((judging + CrossFitting.DefaultFolds - 1) / CrossFitting.DefaultFolds))
                folds.Add([]);

            folds[^1].Add(seen);
        }

        return folds;
    }

    private static async Task<ModelVersion> TrainAsync(World world, ITrainer trainer, int labels)
    {
        await world.LabelAsync(labels);
        var round = (await world.Engine(trainer).RunAsync(world.Project.Id, default)).ShouldNotBeNull();
        return (await world.Installation.Models.FindAsync(round.ModelVersionId.ShouldNotBeNull(), default)).ShouldNotBeNull();
    }

    private sealed class ByHeart : ITrainer
    {
        /// <summary>softmax(1, 0, 0): surer of the first class than the third of the images that it has.</summary>
        public static readonly float[] OfTheUnseen = [.. new[] { Math.E, 1, 1 }.Select(power => (float)(power / (Math.E + 2)))];

        /// <summary>The numbers of the images of each training.</summary>
        public List<HashSet<int>> Seen { get; } = [];

        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            var features = set.Features.ToArray();
            var weights = new float[set.ClassCount * set.VectorLength];
            var seen = new HashSet<int>();
            for (var i = 0; i < set.Count; i++)
            {
                var number = Array.IndexOf(features, 1f, i * set.VectorLength, set.VectorLength) - (i * set.VectorLength);
                seen.Add(number);
                weights[(set.Classes[i] * set.VectorLength) + number] = 12;
            }

            Seen.Add(seen);
            float[] scale = [.. Enumerable.Repeat(1f, set.VectorLength)];
            return new TrainedModel(new LinearModel(set.VectorLength, set.ClassCount, scale, weights, [1, 0, 0]), set.Count, TimeSpan.Zero, Converged: true);
        }
    }
}
