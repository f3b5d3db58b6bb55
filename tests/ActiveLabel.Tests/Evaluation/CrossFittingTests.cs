using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning;
using ActiveLabel.Tests.Learning;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

public sealed class CrossFittingTests
{
    [Fact]
    public void No_image_trains_the_model_that_judges_it()
    {
        // The first feature is the image's own number, so that a training set tells which images it holds.
        const int Count = 60;
        var classes = Enumerable.Range(0, Count).Select(i => i % 3).ToList();
        var rows = Rows([.. Enumerable.Range(0, Count).SelectMany(i => new float[] { i, classes[i] })], 2);
        int[] audit = [.. Enumerable.Range(0, Count).Where(i => i % 2 == 0)];
        var trainer = new Remembering();

        var predictions = CrossFitting.Predict(trainer, rows, classes, 3, audit, new TrainingOptions()).ShouldNotBeNull();

        predictions.Count.ShouldBe(audit.Length);
        trainer.Trained.Count.ShouldBe(CrossFitting.DefaultFolds);
        for (var a = 0; a < audit.Length; a++)
        {
            // The model says in which training it was made.
            var model = (int)Math.Round(-Math.Log2(predictions[a][0] / predictions[a][1]));
            trainer.Trained[model].ShouldNotContain(audit[a]);
            Enumerable.Range(0, Count).Where(i => i % 2 == 1).ShouldAllBe(i => trainer.Trained[model].Contains(i));
        }

        foreach (var held in trainer.Trained)
        {
            // Each fold leaves out its fifth of the audit images, two of each class.
            Enumerable.Range(0, Count).Where(i => !held.Contains(i)).GroupBy(i => classes[i]).Select(g => g.Count()).ShouldBe([2, 2, 2]);
        }
    }

    [Fact]
    public void Cross_fitted_figures_are_close_to_those_of_fresh_images()
    {
        var set = Blobs.Make(count: 300, length: 8, classes: 3, seed: 9, spread: 4);
        var rows = Rows(set.Features.ToArray(), 8);
        var trainer = new ElasticNetTrainer();
        int[] audit = [.. Enumerable.Range(0, 150)];
        var options = new TrainingOptions(0, 1);

        var fitted = CrossFitting.Predict(trainer, rows.At(audit), [.. audit.Select(i => set.Classes[i])], 3, audit, options).ShouldNotBeNull();
        var training = new TrainingSet(set.Features[..(150 * 8)], 8, [.. audit.Select(i => set.Classes[i])], 3);
        var model = trainer.Train(training, options, TestContext.Current.CancellationToken).Model;
        var fresh = model.CreateScorer().Score(rows.At([.. Enumerable.Range(150, 150)]));

        var judged = Enumerable.Range(0, 150).Average(i => fitted.Best(i) == set.Classes[i] ? 1.0 : 0);
        judged.ShouldBe(Enumerable.Range(0, 150).Average(i => fresh.Best(i) == set.Classes[150 + i] ? 1.0 : 0), 0.1);
    }

    [Fact]
    public void Too_few_audit_images_judge_nothing() =>
        CrossFitting.Predict(new Remembering(), Rows(new float[20], 2), [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 2, [0, 1, 2, 3], new TrainingOptions()).ShouldBeNull();

    [Fact]
    public void A_fold_that_would_leave_one_class_judges_nothing() =>
        CrossFitting.Predict(new Remembering(), Rows(new float[12], 2), [0, 0, 0, 0, 0, 1], 2, [0, 1, 2, 3, 4, 5], new TrainingOptions()).ShouldBeNull();

    private static VectorRows Rows(float[] values, int length) =>
        new(new VectorTable(values, length), [.. Enumerable.Range(0, values.Length / length).Select(i => (long)i)]);

    /// <summary>Keeps the numbers of the images of each training; the m-th model gives class 0 the odds 2^-m against class 1.</summary>
    private sealed class Remembering : ITrainer
    {
        public List<HashSet<int>> Trained { get; } = [];

        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            var features = set.Features.ToArray();
            Trained.Add([.. Enumerable.Range(0, set.Count).Select(i => (int)features[i * set.VectorLength])]);
            float[] bias = [.. Enumerable.Range(0, set.ClassCount).Select(k => k == 0 ? -(Trained.Count - 1) * MathF.Log(2) : 0f)];
            var model = new LinearModel(set.VectorLength, set.ClassCount, new float[set.VectorLength], new float[set.ClassCount * set.VectorLength], bias);
            return new TrainedModel(model, set.Count, TimeSpan.Zero, Converged: true);
        }
    }
}
