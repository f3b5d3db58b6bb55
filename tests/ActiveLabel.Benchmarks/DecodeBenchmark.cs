using System.Diagnostics;
using ActiveLabel.Core.Features;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Featurization;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// Reading, decoding, resizing to 224 x 224 and packing, on one core, against Pillow on the same files: both take turns,
/// and what counts is processor time, which a busy machine disturbs least.
/// </summary>
internal static class DecodeBenchmark
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static readonly Preprocessing Input = new(
        224, 224, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1));

    /// <summary>Arguments: [folders of images] [--runs N]; without a folder, photographs made of the seed images.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var runs = 7;
        var folders = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--runs" && i + 1 < args.Length) runs = int.Parse(args[++i]);
            else folders.Add(args[i]);
        }
        if (folders.Count == 0) folders.AddRange(Photos());
        Console.WriteLine($"files a processor second, median of {runs} runs (range)");
        foreach (var folder in folders) await MeasureAsync(folder, runs);
        return 0;
    }

    private static IEnumerable<string> Photos()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "benchmarks", "photos");
        if (!Directory.Exists(folder)) PillowPeer.MakePhotos(Path.Combine(Repository.Root, "seed-images"), folder);
        return Directory.GetDirectories(folder).OrderBy(f => int.Parse(Path.GetFileName(f).Split('x')[0]));
    }

    private static async Task MeasureAsync(string folder, int runs)
    {
        var blobs = new FolderBlobs(folder);
        using var temporary = new TemporaryFolder();
        var list = temporary["files.txt"];
        await File.WriteAllLinesAsync(list, blobs.Paths);
        using var usual = new PillowPeer(list, keepsMemory: false);
        using var keeping = new PillowPeer(list, keepsMemory: true);
        using var reader = new ImageReader(blobs, new ImageDecoder(), Input);
        var tensor = new float[3 * Input.Width * Input.Height];
        void Ours()
        {
            foreach (var image in blobs.Hashes)
                if (reader.Read(image, tensor) is { } refusal) throw new InvalidDataException($"{image}: {refusal}");
        }
        var peers = new (string Name, Func<double> Run, List<double> Rates)[]
        {
            ("Pillow", () => usual.Run("plain"), []),
            ("Pillow, memory kept", () => keeping.Run("plain"), []),
            ("Pillow, memory kept, draft", () => keeping.Run("draft"), []),
        };
        // What is compiled anew while it runs is not measured.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;) Ours();
        foreach (var peer in peers) peer.Run();
        var ours = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            ours.Add(blobs.Hashes.Length / (await ProcessorTime.OfThreadsAsync(1, Ours)).Processor.TotalSeconds);
            foreach (var peer in peers) peer.Rates.Add(blobs.Hashes.Length / peer.Run());
        }
        Console.WriteLine($"{folder}, {blobs.Hashes.Length} files: ours {Text(ours)}");
        foreach (var (name, _, rates) in peers)
            Console.WriteLine($"  {name,-28} {Text(rates),-24} ours / theirs {Text(ours.Zip(rates, (us, them) => us / them), "0.00")}");
    }

    private static string Text(IEnumerable<double> values, string format = "0")
    {
        var sorted = values.Order().ToArray();
        return $"{sorted[sorted.Length / 2].ToString(format)} ({sorted[0].ToString(format)} to {sorted[^1].ToString(format)})";
    }
}
