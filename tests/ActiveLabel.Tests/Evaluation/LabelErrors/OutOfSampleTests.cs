using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Tests.Evaluation.LabelErrors;

public sealed class OutOfSampleTests
{
    [Fact]
    public void No_image_trains_the_model_that_judges_its_label_and_test_images_train_none()
    {
        // The first feature is the image's own number, so that a training set tells which images it holds.
        const int Pool = 40, Tests = 10;
        int[] classes = [.. Enumerable.Range(0, Pool).Select(i => i % 2)];
        var rows = Rows(Pool + Tests);
        var trainer = new Remembering();

        var predictions = OutOfSample.Predict(
            trainer, rows.At([.. Enumerable.Range(0, Pool)]), classes, 2, [.. Enumerable.Range(0, Pool)], rows.At([.. Enumerable.Range(Pool, Tests)]),
            new TrainingOptions(), folds: 5, done: null, threads: null, CancellationToken.None).ShouldNotBeNull();

        predictions.Count.ShouldBe(Pool + Tests);
        trainer.Trained.Count.ShouldBe(6);
        for (var i = 0; i < Pool; i++)
        {
            trainer.Trained[Model(i)].ShouldNotContain(i);
        }

        trainer.Trained.SelectMany(held => held).ShouldAllBe(number => number < Pool);
        for (var i = Pool; i < Pool + Tests; i++)
        {
            trainer.Trained[Model(i)].Count.ShouldBe(Pool);
        }

        // The model says in which training it was made.
        int Model(int i) => (int)Math.Round(-Math.Log2(predictions[i][0] / predictions[i][1]));
    }

    [Fact]
    public void It_tells_how_many_models_are_trained()
    {
        var told = new List<int>();

        OutOfSample.Predict(
            new Remembering(), Rows(20), [.. Enumerable.Range(0, 20).Select(i => i % 2)], 2, [.. Enumerable.Range(0, 20)], Rows(0), new TrainingOptions(), folds: 4, told.Add, threads: null,
            CancellationToken.None);

        told.ShouldBe([1, 2, 3, 4]);
        OutOfSample.Steps(4, tests: 0).ShouldBe(4);
    }

    private static VectorRows Rows(int count) =>
        new(new VectorTable(Enumerable.Range(0, count).Select(i => (float)i).ToArray(), 1), [.. Enumerable.Range(0, count).Select(i => (long)i)]);

    /// <summary>Keeps the numbers of the images of each training; the m-th model gives class 0 the odds 2^-m against class 1.</summary>
    private sealed class Remembering : ITrainer
    {
        public List<HashSet<int>> Trained { get; } = [];

        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            Trained.Add([.. set.Features.ToArray().Select(number => (int)number)]);
            var model = new LinearModel(1, 2, [0f], [0f, 0f], [-(Trained.Count - 1) * MathF.Log(2), 0f]);
            return new TrainedModel(model, set.Count, TimeSpan.Zero, Converged: true);
        }
    }
}
