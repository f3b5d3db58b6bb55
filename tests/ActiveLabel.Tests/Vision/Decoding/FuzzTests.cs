using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Previews;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

[Collection(nameof(Alone))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly PixelDemand Featurizing = new(new Preprocessing(
        224, 224, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1)));

    /// <summary>Numbers of mutations, from the second one of "50000 1000000" where more shall be tried by hand.</summary>
    private static readonly int[] Asked =
        [.. (Environment.GetEnvironmentVariable("ACTIVELABEL_FUZZ") ?? "4000 0").Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    [Fact]
    public void Whatever_is_done_to_a_file_it_is_decoded_or_refused_with_a_reason()
    {
        (string Name, byte[])[] files = [.. FormatTests.Files.Select(f => "Formats/" + f.Data)
            .Concat(["photo.jpg", "quadrants-progressive.jpg", "quadrants.webp", "exif-6.jpg"]).Select(name => (name, Fixture.Bytes(name)))];
        var problems = new ConcurrentBag<string>();
        var reasons = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var slowest = (Took: TimeSpan.Zero, Name: "");
        var next = Asked[1] - 1;
        var before = PeakMemory.Reset();
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            var decoder = new ImageDecoder();
            using var pixels = new PixelBuffer();
            for (int i; (i = Interlocked.Increment(ref next)) < Asked[0] + Asked[1];)
            {
                var (name, bytes) = new Mutation(files, i).Make();
                var start = Stopwatch.GetTimestamp();
                try
                {
                    var outcome = decoder.Decode(bytes, Featurizing, pixels);
                    pixels.ReleaseLarge();
                    var inspection = new ImageInspector(decoder).Inspect(bytes);
                    var preview = new ImagePreview(decoder).Render(bytes, longestSide: 64);
                    if (outcome.Header is null == outcome.Refusal is null) problems.Add($"{name}: both or neither");
                    if (inspection.Refusal != outcome.Refusal) problems.Add($"{name}: inspected '{inspection.Refusal}', decoded '{outcome.Refusal}'");
                    if (preview is null == outcome.Refusal is null) problems.Add($"{name}: preview {preview?.Length}, decoded '{outcome.Refusal}'");
                    if (outcome.Refusal is { } reason && (reason.Length is < 8 or > 200 || reason.Contains('\n') || reason.Contains("made its decoder fail"))) problems.Add($"{name}: reason '{reason}'");
                    reasons.AddOrUpdate(outcome.Refusal is { } refusal ? string.Concat(refusal.Split(" bytes ")[0].Where(c => !char.IsDigit(c))) : "decoded", 1, (_, n) => n + 1);
                }
                catch (Exception failure)
                {
                    problems.Add($"{name}: {failure}");
                }
                var took = Stopwatch.GetElapsedTime(start);
                lock (reasons)
                {
                    if (took > slowest.Took) slowest = (took, name);
                }
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        output.WriteLine($"slowest {slowest.Took.TotalSeconds:0.00} s: {slowest.Name}; memory rose by {(PeakMemory.Read() - before) >> 20} MiB");
        foreach (var (reason, count) in reasons.OrderByDescending(r => r.Value)) output.WriteLine($"{count,6}  {reason}");
        problems.Take(20).ShouldBeEmpty();
        reasons.Values.Sum().ShouldBe(Asked[0]);
        // Neither all harmless nor all hopeless, or the mutations would test nothing.
        reasons["decoded"].ShouldBeInRange(Asked[0] / 10, Asked[0] * 9 / 10);
        reasons.Count.ShouldBeGreaterThan(12);
        slowest.Took.ShouldBeLessThan(TimeSpan.FromSeconds(20), slowest.Name);
        (PeakMemory.Read() - before).ShouldBeLessThan(DecodingMemory.Default + 4 * DecodingMemory.Small);
    }
}
