using System.Diagnostics;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Decoding;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

/// <summary>Alone, since they measure the memory of the whole process.</summary>
[Collection(nameof(Alone))]
public sealed class BombTests(ITestOutputHelper output)
{
    private static readonly PixelDemand Featurizing = new(new Preprocessing(
        224, 224, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1)));

    /// <summary>Name, how the file is made, and how the refusal begins; null where it is decoded.</summary>
    private static readonly Dictionary<string, (Func<byte[]> Make, string? Refusal)> All = new(StringComparer.Ordinal)
    {
        ["PNG of 60,000 x 60,000"] = (() => Bombs.Png(60_000, 60_000, 8, body: false), "60000 x 60000 pixels are 3600 megapixels"),
        ["PNG of 60,000 x 60,000 in black and white"] = (() => Bombs.Png(60_000, 60_000, 1), "60000 x 60000 pixels are 3600 megapixels"),
        ["PNG of 14,000 x 14,000 in black and white"] = (() => Bombs.Png(14_000, 14_000, 1), null),
        ["PNG of 4,000 x 4,000, interlaced"] = (() => Bombs.Png(4_000, 4_000, 16, kind: 6, interlaced: true), null),
        ["PNG of 9,000 x 9,000, interlaced"] = (() => Bombs.Png(9_000, 9_000, 8, kind: 2, interlaced: true), null),
        ["PNG of 14,000 x 14,000, interlaced, 16 bits"] =
            (() => Bombs.Png(14_000, 14_000, 16, kind: 6, interlaced: true, body: false), "decoding it would take "),
        ["PNG with a quarter of a gigabyte of text"] = (() => Bombs.Png(8, 8, 8, chunks: Bombs.Chunk("zTXt"u8, [.. "Comment\0\0"u8, .. Bombs.Zeros(1 << 28)])), null),
        ["PNG with a quarter of a gigabyte of colour profile"] = (() => Bombs.Png(8, 8, 8, chunks: Bombs.Chunk("iCCP"u8, [.. "icc\0\0"u8, .. Bombs.Zeros(1 << 28)])), null),
        ["GIF of a million frames"] = (() => Bombs.Gif(1, 1, 1_000_000), null),
        ["GIF of 65,535 x 65,535"] = (() => Bombs.Gif(65_535, 65_535, 1), "65535 x 65535 pixels are 4294.836 megapixels"),
        ["GIF of 8,000 x 8,000"] = (() => Bombs.Gif(8_000, 8_000, 100), null),
        ["GIF of 14,000 x 14,000"] = (() => Bombs.Gif(14_000, 14_000, 1), "decoding it would take "),
        ["JPEG of 65,500 x 65,500"] = (() => Bombs.Jpeg(Fixture.Bytes("photo.jpg"), 65_500, 65_500), "65500 x 65500 pixels are 4290.25 megapixels"),
        ["progressive JPEG of 8,000 x 8,000"] = (() => Bombs.Jpeg(Fixture.Bytes("quadrants-progressive.jpg"), 8_000, 8_000), ""),
        ["progressive JPEG of 14,000 x 14,000"] = (() => Bombs.Jpeg(Fixture.Bytes("quadrants-progressive.jpg"), 14_000, 14_000), "decoding it would take "),
        ["JPEG of ten thousand scans"] = (() => Bombs.JpegOfManyScans(Fixture.Bytes("quadrants-progressive.jpg"), 4_000, 4_000, 10_000), "10010 passes over 16 megapixels"),
        ["WebP of 12,000 x 12,000"] = (() => Bombs.WebP(12_000, 12_000), null),
        ["TIFF that fills a gigabyte"] = (() => Bombs.DeflatedTiff(30_000, 40_000, 1 << 20), "30000 x 40000 pixels are 1200 megapixels"),
        ["TIFF of one strip of 12,000 x 12,000"] = (() => Bombs.DeflatedTiff(12_000, 12_000, 144_000_000), null),
        ["TIFF whose strip holds more than the picture"] = (() => Bombs.DeflatedTiff(100, 100, 1 << 28), ""),
        ["TIFF whose directories form a loop"] = (() => Bombs.DeflatedTiff(100, 100, 10_000, next: 8), ""),
        ["TIFF with a tag of four billion values"] = (() => Bombs.DeflatedTiff(100, 100, 10_000, 0, (700, 1, uint.MaxValue, 8)), ""),
    };

    public static TheoryData<string> Names { get; } = [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bomb_is_decoded_or_refused_within_its_memory_and_in_seconds(string name)
    {
        var (make, refusal) = All[name];
        var bytes = make();
        GC.Collect();
        var before = PeakMemory.Reset();
        var start = Stopwatch.GetTimestamp();
        var outcomes = new DecodeOutcome[4];
        var threads = Enumerable.Range(0, outcomes.Length).Select(i => new Thread(() =>
        {
            using var pixels = new PixelBuffer();
            outcomes[i] = new ImageDecoder().Decode(bytes, i % 2 == 0 ? Featurizing : PixelDemand.None, pixels);
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var took = Stopwatch.GetElapsedTime(start);
        var rose = (PeakMemory.Read() - before) >> 20;
        output.WriteLine($"{name}: {bytes.Length / 1e6:0.0} MB, {took.TotalSeconds:0.00} s, {rose} MiB more, {outcomes[0].Refusal ?? "decoded"}");

        foreach (var outcome in outcomes)
        {
            // Where nothing is said after all, either will do.
            if (refusal is null) outcome.Refusal.ShouldBeNull();
            else if (refusal.Length > 0) outcome.Refusal.ShouldNotBeNull().ShouldStartWith(refusal);
            (outcome.Header is null).ShouldBe(!string.IsNullOrEmpty(outcome.Refusal));
        }
        rose.ShouldBeLessThan((DecodingMemory.Default + outcomes.Length * DecodingMemory.Small) >> 20);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}
