using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Learning;
using ActiveLabel.Learning.Softmax;
using ActiveLabel.TestKit;

namespace ActiveLabel.Benchmarks;

/// <summary>Our solver's trainings against scikit-learn's (peers/train.py), on the same vectors, to the same objective.</summary>
internal static class TrainBenchmark
{
    private static readonly (string Name, int Length, int Classes)[] Sizes = [("small", 512, 4), ("large", 2048, 7)];

    private static readonly (float L1, float L2)[] Penalties = [(0, 2), (1, 1)];

    /// <summary>--runs N of ours each; --size small or large alone; --peer 0 leaves scikit-learn out; --mlnet 1 times ML.NET too.</summary>
    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        var folder = Directory.CreateTempSubdirectory("train-benchmark-").FullName;
        try
        {
            Python("data", folder);
            foreach (var (name, length, classes) in Sizes.Where(size => !args.Contains("--size") || args.Contains(size.Name)))
            {
                var set = Read(folder, name, length, classes);
                foreach (var (l1, l2) in Penalties)
                {
                    var options = new TrainingOptions(l1, l2, Tolerance: RoundEngine.Tolerance);
                    Train(folder, name, set, options, arguments.Number("runs", 5));
                    if (arguments.Number("mlnet", 0) == 1) Tell("ML.NET", new ElasticNetTrainer().Train(set, options, CancellationToken.None));
                    if (arguments.Number("peer", 1) == 1) Python("judge", folder, name, $"{l1}", $"{l2}");
                }
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Train(string folder, string name, TrainingSet set, TrainingOptions options, int runs)
    {
        var trainer = new SoftmaxTrainer();

        // The first is the compiler's.
        var trained = trainer.Train(set, options, CancellationToken.None);
        var seconds = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            trained = trainer.Train(set, options, CancellationToken.None);
            seconds.Add(trained.Took.TotalSeconds);
        }

        Tell($"{set.Count} x {set.VectorLength} x {set.ClassCount}, L1 = {options.L1}, L2 = {options.L2}", trained);
        Keep("round", trained.Linear);
        Keep("best", trainer.Train(set, options with { Tolerance = 1e-12f }, CancellationToken.None).Linear);
        File.WriteAllText(
            Path.Combine(folder, $"{name}.times"), JsonSerializer.Serialize(new { seconds, iterations = trained.Iterations, converged = trained.Converged }));

        void Keep(string kind, LinearModel model)
        {
            Write($"{name}.scale", model.Scale);
            Write($"{name}.{kind}.weights", model.Weights);
            Write($"{name}.{kind}.bias", model.Bias);
        }

        void Write(string file, IReadOnlyList<float> values) => File.WriteAllBytes(Path.Combine(folder, file), MemoryMarshal.AsBytes<float>(values.ToArray()));
    }

    private static void Tell(string who, TrainedModel trained) => Console.WriteLine(
        $"{who}: {trained.Took.TotalSeconds:0.000} s, {trained.Iterations} iterations, objective {trained.Objective:0.0000}, converged: {trained.Converged}");

    private static TrainingSet Read(string folder, string name, int length, int classes)
    {
        var features = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, $"{name}.features"))).ToArray();
        var labels = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, $"{name}.classes"))).ToArray();
        return new TrainingSet(features, length, labels, classes);
    }

    private static void Python(params string[] arguments)
    {
        var script = Path.Combine(Repository.Root, "tests", "ActiveLabel.Benchmarks", "peers", "train.py");
        using var python = Process.Start(Environment.GetEnvironmentVariable("PYTHON") ?? "python3", [script, .. arguments]);
        python.WaitForExit();
        if (python.ExitCode != 0) throw new InvalidDataException("train.py failed; does python3 have numpy and scikit-learn?");
    }
}
