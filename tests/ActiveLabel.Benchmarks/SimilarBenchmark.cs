using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Storage;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// Searches for similar images among rows of the store, beside the least that reading them can cost, the sum of the same values
/// on all cores, and beside numpy on the same values.
/// </summary>
internal sealed class SimilarBenchmark(int rows, int length, int searches)
{
    private const int Wanted = 48;
    private const int Batch = 1000;

    private readonly float[] _values = new float[rows * length];

    /// <summary>Arguments: [--images N] [--length N] [--searches N] [--peer 1] for numpy of the Python that PYTHON names.</summary>
    public static int Run(string[] args)
    {
        var numbers = new Arguments(args);
        new SimilarBenchmark(numbers.Number("images", 100_000), numbers.Number("length", 576), numbers.Number("searches", 200)).Measure(numbers.Number("peer", 0) != 0);
        return 0;
    }

    private void Measure(bool withPeer)
    {
        Parallel.For(0, rows, i => GroupedVectors.Fill(i, _values.AsSpan(i * length, length)));
        using var folder = new TemporaryFolder();
        Console.WriteLine($"{rows} vectors of {length}, the {Wanted} likest of one, {searches} searches, {Environment.ProcessorCount} cores: median, p95, greatest");
        var sum = Take("sum", _ => Sum(), before: null);
        foreach (var form in Enum.GetValues<VectorForm>())
        {
            using var reader = Store(form, folder);
            var vectors = new VectorRows(reader, [.. Enumerable.Range(0, rows).Select(i => (long)i)]);
            var start = Stopwatch.GetTimestamp();
            var search = LikenessSearch.Among([.. vectors.Numbers], vectors, seed: 1, default);
            Console.WriteLine($"  what searches among {form} rows need: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, once");
            Take($"search, {form}", at => search.Find(vectors, vectors.Row(PlaceOf(at), new float[length]), Wanted, default), sum);
        }

        if (withPeer) Peer(folder["values.f32"]);
    }

    private int PlaceOf(int at) => (int)((long)at * 7919 % rows);

    private double Take(string name, Action<int> run, double? before)
    {
        for (var warm = 0; warm < 5; warm++) run(warm);
        var times = new double[searches];
        for (var at = 0; at < searches; at++)
        {
            var start = Stopwatch.GetTimestamp();
            run(at);
            times[at] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        var median = times[searches / 2];
        Console.WriteLine(
            $"  {name,-20} {median,8:0.0} {times[searches * 95 / 100],8:0.0} {times[^1],8:0.0} ms" + (before is { } s ? $"   rate / sum's {s / median:0.00}" : ""));
        return median;
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

    private IVectorReader Store(VectorForm form, TemporaryFolder folder)
    {
        var store = new MappedVectorStore(new DataFolder(folder[$"{form}"]));
        var featurizer = new Featurizer("net", "net", "net.onnx", ["layer"], DecodeBenchmark.Input, length);
        using (var writer = store.OpenWrite(featurizer, form, 0))
        {
            for (var i = 0; i < rows; i += Batch) writer.Append(_values.AsSpan(i * length, Math.Min(Batch, rows - i) * length));
        }

        return store.OpenRead(featurizer);
    }

    private void Peer(string file)
    {
        using (var output = File.Create(file))
        {
            for (var i = 0; i < rows; i++) output.Write(MemoryMarshal.AsBytes(_values.AsSpan(i * length, length)));
        }

        var script = Path.Combine(ActiveLabel.TestKit.Repository.Root, "tests", "ActiveLabel.Benchmarks", "peers", "similar.py");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("PYTHON") ?? "python3") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[script, file, .. ((int[])[length, Wanted, searches]).Select(n => n.ToString(CultureInfo.InvariantCulture))]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        Console.WriteLine("  " + process.StandardOutput.ReadToEnd().Trim());
        process.WaitForExit();
    }
}
