using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Batch;
using ActiveLabel.Core.Sampling.Utility;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Storage;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// Probabilities of a whole pool and the choice of its 100 smallest margins, beside the least that reading it can cost,
/// the sum of the same array on all cores, and beside scikit-learn. All take turns.
/// </summary>
internal sealed class ScoreBenchmark(int rows, int length, int classes, int runs)
{
    private const int Wanted = 100;

    private readonly float[] _values = new float[rows * length];
    private readonly float[] _probabilities = new float[rows * classes];

    /// <summary>
    /// Arguments: [--rows N] [--length N] [--classes N] [--runs N], [--peer 0] for no scikit-learn, [--wide 1] for it with
    /// 64-bit weights too, [--store 1] for rows in the store, of both forms.
    /// </summary>
    public static int Run(string[] args)
    {
        var numbers = new Arguments(args);
        var benchmark = new ScoreBenchmark(
            numbers.Number("rows", 1_000_000), numbers.Number("length", 512), numbers.Number("classes", 4), numbers.Number("runs", 7));
        benchmark.Measure(numbers.Number("peer", 1) != 0, numbers.Number("wide", 0) != 0, numbers.Number("store", 0) != 0);
        return 0;
    }

    private void Measure(bool withPeer, bool withWide, bool withStore)
    {
        Fill();
        using var folder = new TemporaryFolder();
        using var peer = withPeer ? StartPeer(folder) : null;
        var model = peer?.Model ?? MadeUp();
        var scorer = new LinearScorer(model);
        var vectors = Rows(new VectorTable(_values, length));
        var pool = new SamplingPool([.. vectors.Numbers], vectors, classes);

        var turns = new List<Turn>
        {
            new("sum", () => Clock(Sum)),
            new("score", () => Clock(() => scorer.Score(vectors, _probabilities))),
            new($"score, select {Wanted} by margin", () => Clock(() =>
            {
                scorer.Score(vectors, _probabilities);
                Select(pool);
            })),
            new($"score, Sampler.Query of {Wanted} with its checks", () => Clock(() =>
                Sampler.Query(QueryStrategy.Margin, pool, scorer.Score(vectors), new SampleRequest(Wanted, 0.1, 1)))),
        };
        // Its faster way first: that is what we are measured against.
        if (peer is not null) turns.Add(new("scikit-learn, weights made 32-bit floats", () => peer.Run("narrow"), isPeer: true));
        if (peer is not null && withWide) turns.Add(new("scikit-learn as it trains", () => peer.Run("plain"), isPeer: true));

        var readers = new List<IVectorReader>();
        if (withStore)
        {
            foreach (var form in Enum.GetValues<VectorForm>())
            {
                readers.Add(Store(form, folder));
                var stored = Rows(readers[^1]);
                turns.Add(new($"score, {form} rows of the store", () => Clock(() => scorer.Score(stored, _probabilities))));
            }
        }

        // Two rounds more than count: what is compiled anew while it runs is not measured.
        for (var run = -2; run < runs; run++)
        {
            foreach (var turn in turns) turn.Take(counts: run >= 0);
        }

        Console.WriteLine($"{rows} vectors of {length}, {classes} classes, {Environment.ProcessorCount} cores, median of {runs} runs (range)");
        foreach (var turn in turns) turn.Print(turns[0], turns.Find(t => t.IsPeer));
        scorer.Score(vectors, _probabilities);
        if (peer is not null) Console.WriteLine($"largest difference from scikit-learn: {Farthest(peer.End()):0.0e0}");
        foreach (var reader in readers) reader.Dispose();
    }

    private static double Clock(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private void Sum()
    {
        const int Parts = 64;
        var sums = new float[Parts];
        Parallel.For(0, Parts, part =>
        {
            var (from, to) = ((long)_values.Length * part / Parts, (long)_values.Length * (part + 1) / Parts);
            sums[part] = TensorPrimitives.Sum<float>(_values.AsSpan((int)from, (int)(to - from)));
        });
        if (!float.IsFinite(sums.Sum())) throw new InvalidOperationException("The vectors are not finite.");
    }

    private void Select(SamplingPool pool)
    {
        var utilities = new MarginUtility().Compute(pool, new Predictions(_probabilities, classes), 1, default);
        if (TopBatch.Choose(pool, utilities, Wanted, 1, default).Count != Math.Min(Wanted, rows)) throw new InvalidOperationException("Too few.");
    }

    /// <summary>Each class has columns of its own that are stronger.</summary>
    private void Fill() => Parallel.For(0, rows, i =>
    {
        var random = new Random(i);
        var row = _values.AsSpan(i * length, length);
        for (var j = 0; j < length; j++)
        {
            row[j] = random.NextSingle() + (j % 50 == i % classes ? 0.2f : 0);
        }
    });

    private LinearModel MadeUp()
    {
        var random = new Random(1);
        float[] weights = [.. Enumerable.Range(0, classes * length).Select(_ => (random.NextSingle() - 0.5f) / 2)];
        return new LinearModel(length, classes, Enumerable.Repeat(1f, length).ToArray(), weights, new float[classes]);
    }

    private ScikitPeer StartPeer(TemporaryFolder folder)
    {
        var file = folder["values.f32"];
        using (var output = File.Create(file))
        {
            for (var i = 0; i < rows; i++) output.Write(MemoryMarshal.AsBytes(_values.AsSpan(i * length, length)));
        }

        return new ScikitPeer(file, rows, length, classes, folder.Path);
    }

    private IVectorReader Store(VectorForm form, TemporaryFolder folder)
    {
        const int Batch = 1000;
        var store = new MappedVectorStore(new DataFolder(folder[$"{form}"]));
        var featurizer = new Featurizer("net", "net", "net.onnx", ["layer"], DecodeBenchmark.Input, length);
        using (var writer = store.OpenWrite(featurizer, form, 0))
        {
            for (var i = 0; i < rows; i += Batch) writer.Append(_values.AsSpan(i * length, Math.Min(Batch, rows - i) * length));
        }

        return store.OpenRead(featurizer);
    }

    private VectorRows Rows(IVectorReader reader) => new(reader, [.. Enumerable.Range(0, rows).Select(i => (long)i)]);

    private double Farthest(float[] theirs)
    {
        var farthest = 0.0;
        for (var i = 0; i < theirs.Length; i++) farthest = Math.Max(farthest, Math.Abs(theirs[i] - _probabilities[i]));
        return farthest;
    }

    private sealed class Turn(string name, Func<double> run, bool isPeer = false)
    {
        public bool IsPeer { get; } = isPeer;

        private readonly List<double> _seconds = [];
        private readonly List<double> _processor = [];

        public void Take(bool counts)
        {
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            var seconds = run();
            process.Refresh();
            if (!counts) return;
            _seconds.Add(seconds);
            _processor.Add((process.TotalProcessorTime - before).TotalSeconds);
        }

        public void Print(Turn sum, Turn? peer)
        {
            Console.WriteLine(
                $"{name,-48} {Text(_seconds.Select(s => 1000 * s), "0.0")} ms"
                + $"   rate / sum's {Text(sum._seconds.Zip(_seconds, (a, b) => a / b), "0.00")}"
                // What a busy machine disturbs least. The peer's is another process's.
                + (!IsPeer ? $"   by processor time {Text(sum._processor.Zip(_processor, (a, b) => a / b), "0.00")}" : "")
                + (peer is not null && peer != this ? $"   times scikit-learn {Text(peer._seconds.Zip(_seconds, (a, b) => a / b), "0.0")}" : ""));
        }

        private static string Text(IEnumerable<double> values, string format)
        {
            var sorted = values.Order().ToArray();
            return $"{sorted[sorted.Length / 2].ToString(format)} ({sorted[0].ToString(format)} to {sorted[^1].ToString(format)})";
        }
    }
}
