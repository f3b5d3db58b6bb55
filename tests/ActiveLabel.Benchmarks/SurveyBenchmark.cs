using System.Diagnostics;
using System.Runtime.InteropServices;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Benchmarks;

/// <summary>How long a survey takes, step by step, on threads that step back for others as the server's do; and how true its map is.</summary>
internal static class SurveyBenchmark
{
    private const int Neighbours = 12;

    /// <summary>Images of which the truth of a map can be told in reasonable time.</summary>
    private const int MostJudged = 12_000;

    /// <summary>Arguments: [--images N] [--length N] of made-up vectors, or a file of floats and its [--length N].</summary>
    public static int Run(string[] args)
    {
        var file = args is [var first, ..] && !first.StartsWith("--", StringComparison.Ordinal) ? first : null;
        var numbers = new Arguments(file is null ? args : args[1..]);
        var length = numbers.Number("length", 576);
        var values = file is null ? MakeUp(numbers.Number("images", 100_000), length) : MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
        Measure(values, length);
        return 0;
    }

    private static float[] MakeUp(int images, int length)
    {
        var values = new float[images * length];
        Parallel.For(0, images, i => GroupedVectors.Fill(i, values.AsSpan(i * length, length)));
        return values;
    }

    private static void Measure(float[] values, int length)
    {
        var count = values.Length / length;
        long[] ids = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        var rows = new VectorRows(new VectorTable(values, length), ids);
        using var background = new BackgroundThreads();
        var steps = new Steps();
        var draft = background.Do(() => Surveying.Begin("made up", ids, rows, 1, -1, DateTimeOffset.UnixEpoch, steps, default));
        steps.End();
        Console.WriteLine($"{count} images of {length}: {steps.Seconds.Sum(s => s.Value):0.0} s, {string.Join(", ", steps.Seconds.Select(s => $"{s.Key} {s.Value:0.0} s"))}; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
        if (count <= MostJudged) Judge(rows, ids, draft.Survey);
    }

    private static void Judge(VectorRows rows, long[] ids, ImageSurvey survey)
    {
        var points = PointsOf.All(Whitening.Of(rows, 1, default), rows, -1, out var length, default);
        var plane = MapStart.Of(points, length, ids, 1, default);
        Console.WriteLine($"trustworthiness at {Neighbours}: two main directions {Trustworthiness.Of(points, length, plane, Neighbours):0.0000}, map {Trustworthiness.Of(points, length, survey.Places, Neighbours):0.0000}");
        File.WriteAllBytes(Path.Combine(Path.GetTempPath(), "survey-points.f32"), MemoryMarshal.AsBytes(points.AsSpan()).ToArray());
        Console.WriteLine($"the {length} values of each image's point, for peers/map.py: {Path.Combine(Path.GetTempPath(), "survey-points.f32")}");
    }

    private sealed class Steps : IProgress<SurveyProgress>
    {
        private readonly Lock _lock = new();
        private long _since = Stopwatch.GetTimestamp();
        private SurveyStep _step;

        public Dictionary<SurveyStep, double> Seconds { get; } = [];

        public void Report(SurveyProgress value)
        {
            lock (_lock)
            {
                if (value.Step == _step) return;
                End();
                (_step, _since) = (value.Step, Stopwatch.GetTimestamp());
            }
        }

        public void End() => Seconds[_step] = Stopwatch.GetElapsedTime(_since).TotalSeconds;
    }
}
