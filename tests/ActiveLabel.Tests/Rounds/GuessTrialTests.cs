using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.Learning.Softmax;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Rounds;

public sealed class GuessTrialTests
{
    private const int Images = 300, Labelled = 60, Length = 12;

    private static readonly TrainingOptions Options = new(0, 0.5f, Weights: ClassWeights.Balanced);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Guesses_are_left_out_where_looking_alike_says_nothing_of_the_class()
    {
        // The class shows in one small value; all the others, which make images look alike, are chance.
        var world = new World((random, k) => [.. Enumerable.Range(0, Length).Select(j => (j == 0 ? (1.5 * k) - 0.75 : 0) + random.NextDouble())]);

        var decided = world.Decide(Labelled);

        (decided.WithoutGuesses, decided.GuessesTriedAt).ShouldBe((true, Labelled));
        world.Train(decided).GuessesUsed.ShouldBe(0);
        ((LinearModel)world.Train(decided).Model).Weights.ShouldBe(((LinearModel)world.TrainPlain().Model).Weights);
    }

    [Fact]
    public void Guesses_stay_where_images_that_look_alike_are_of_one_class()
    {
        var world = new World((random, k) => [.. Enumerable.Range(0, Length).Select(j => (4.0 * ((k + j) % 2)) + random.NextDouble())]);

        var decided = world.Decide(Labelled);

        (decided.WithoutGuesses, decided.GuessesTriedAt).ShouldBe((false, Labelled));
        world.Train(decided).GuessesUsed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Fewer_than_ten_labels_a_class_try_nothing()
    {
        var world = new World((random, k) => [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble())]);

        world.Decide(19).ShouldBe(Options);
    }

    [Fact]
    public void What_was_found_holds_until_the_labels_have_grown_by_a_quarter()
    {
        var world = new World((random, k) => [.. Enumerable.Range(0, Length).Select(j => (4.0 * ((k + j) % 2)) + random.NextDouble())]);
        var before = Options with { WithoutGuesses = true, GuessesTriedAt = 48 };

        world.Decide(59, before).ShouldBe(before);
        world.Decide(60, before).ShouldBe(Options with { GuessesTriedAt = 60 });
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(4, 4, false)]
    [InlineData(5, 0, false)]
    [InlineData(0, 5, true)]
    [InlineData(4, 6, false)]
    [InlineData(4, 14, true)]
    public void Only_more_than_one_standard_error_counts_against_guesses(int spreadAlone, int modelAlone, bool worse)
    {
        double[] gains = [.. Enumerable.Repeat(1.0, spreadAlone), .. Enumerable.Repeat(-1.0, modelAlone), .. new double[40 - spreadAlone - modelAlone]];

        GuessTrial.AreWorse(gains, new int[40]).ShouldBe(worse);
    }

    [Fact]
    public void A_rare_class_says_as_much_about_guesses_as_a_frequent_one()
    {
        // Spreading is right on 8 of the 10 rare images that the model misses; the model on 12 more of the 90 others.
        double[] gains = [.. Enumerable.Repeat(1.0, 8), .. new double[2], .. Enumerable.Repeat(-1.0, 12), .. new double[78]];
        int[] classes = [.. Enumerable.Repeat(1, 10), .. new int[90]];

        GuessTrial.AreWorse(gains, classes).ShouldBeFalse();
    }

    /// <summary>Images of two classes in turn, the first of which are labelled.</summary>
    private sealed class World
    {
        private readonly VectorRows _rows;
        private readonly SoftmaxTrainer _plain = new();
        private readonly GuessingTrainer _guessing;

        public World(Func<Random, int, double[]> draw)
        {
            var random = new Random(5);
            float[] values = [.. Enumerable.Range(0, Images).SelectMany(i => draw(random, i % 2)).Select(v => (float)v)];
            long[] ids = [.. Enumerable.Range(0, Images).Select(i => (long)i)];
            _rows = new VectorRows(new VectorTable(values, Length), ids);
            var graph = NeighbourGraph.Of(ids, _rows, new HashSet<long>(), seed: 1, Cancel);
            _guessing = new GuessingTrainer(
                _plain, graph, ids[..Labelled].ToDictionary(id => id), ids[Labelled..].ToDictionary(id => id), _rows.Reader);
        }

        public TrainingOptions Decide(int labels, TrainingOptions? before = null) =>
            GuessTrial.Decide(_guessing, _rows.At([.. Enumerable.Range(0, labels)]), Classes(labels), 2, Options, before, Cancel);

        public TrainedModel Train(TrainingOptions options) => _guessing.Train(Set(), options, Cancel);

        public TrainedModel TrainPlain() => _plain.Train(Set(), Options, Cancel);

        private TrainingSet Set()
        {
            var rows = _rows.At([.. Enumerable.Range(0, Labelled)]);
            return new TrainingSet(rows.ToArray(), Length, Classes(Labelled), 2) { Rows = rows.Numbers };
        }

        private static int[] Classes(int count) => [.. Enumerable.Range(0, count).Select(i => i % 2)];
    }
}
