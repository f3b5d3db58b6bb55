using ActiveLabel.Core.Models;
using ActiveLabel.Learning.Softmax;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Learning.Softmax;

public sealed class SoftmaxObjectiveTests
{
    private static readonly Gen<(int Count, int Length, int Classes, int Seed)> Sizes =
        Gen.Select(Gen.Int[2, 150], Gen.Int[1, 40], Gen.Int[2, 7], Gen.Int[1, 1000]).Where(size => size.Item1 >= size.Item3);

    [Fact]
    public void Value_is_that_of_the_formula() => Sizes.Sample(
        size =>
        {
            var set = Blobs.Make(size.Count, size.Length, size.Classes, size.Seed);
            var options = new TrainingOptions(L1: 0, L2: 0.7f);
            var (objective, parameters) = Make(set, options);
            var point = Somewhere(objective.Length, size.Seed);

            var value = objective.Evaluate(point, new double[point.Length]);

            value.ShouldBe(Reference.Objective(set, parameters.ToModel(point, set.ClassCount), options), 1e-4 * value);
        },
        iter: 30);

    [Fact]
    public void Gradient_is_the_slope_of_the_value() => Sizes.Sample(
        size =>
        {
            var set = Blobs.Make(size.Count, size.Length, size.Classes, size.Seed);
            var (objective, _) = Make(set, new TrainingOptions(L1: 0, L2: 0.7f));
            var point = Somewhere(objective.Length, size.Seed);
            var gradient = new double[point.Length];
            objective.Evaluate(point, gradient);

            const double Step = 1e-2;
            var ignored = new double[point.Length];
            foreach (var i in (int[])[0, point.Length / 3, point.Length - size.Classes, point.Length - 1])
            {
                var (before, after) = ((double[])[.. point], (double[])[.. point]);
                before[i] -= Step;
                after[i] += Step;
                var slope = (objective.Evaluate(after, ignored) - objective.Evaluate(before, ignored)) / (2 * Step);
                gradient[i].ShouldBe(slope, 1e-3 * size.Count);
            }
        },
        iter: 30);

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var set = Blobs.Make(count: 1003, length: 101, classes: 5, seed: 3);
        var expected = Evaluate(threads: 1);

        foreach (var threads in (int[])[2, 3, 4, 16])
        {
            var actual = Evaluate(threads);
            actual.Value.ShouldBe(expected.Value);
            actual.Gradient.ShouldBe(expected.Gradient);
        }

        (double Value, double[] Gradient) Evaluate(int threads)
        {
            var (objective, _) = Make(set, new TrainingOptions(L1: 0), threads);
            var gradient = new double[objective.Length];
            return (objective.Evaluate(Somewhere(objective.Length, 1), gradient), gradient);
        }
    }

    [Fact]
    public void Evaluations_allocate_nothing_on_one_thread()
    {
        var (objective, _) = Make(Blobs.Make(count: 300, length: 64, classes: 4, seed: 1), new TrainingOptions(L1: 0));
        var (point, gradient) = (Somewhere(objective.Length, 1), new double[objective.Length]);
        objective.Evaluate(point, gradient);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            objective.Evaluate(point, gradient);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static (SoftmaxObjective Objective, SoftmaxParameters Parameters) Make(TrainingSet set, TrainingOptions options, int threads = 1)
    {
        var team = new Team(threads);
        var rows = SoftmaxRows.Of(set, options.Weights);
        var columns = Columns.Of(rows, asTheyAre: false, team, CancellationToken.None);
        return (new SoftmaxObjective(rows, columns, options.L2, team, CancellationToken.None), new SoftmaxParameters(rows, columns));
    }

    private static double[] Somewhere(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
    }
}
