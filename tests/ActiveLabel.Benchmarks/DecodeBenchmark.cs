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
    private static readonly Preprocessing Input = new(
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
        using var pillow = new PillowPeer(list);
        using var reader = new ImageReader(blobs, new ImageDecoder(), Input);
        var tensor = new float[3 * Input.Width * Input.Height];
        var (ours, plain, draft) = (new List<double>(), new List<double>(), new List<double>());
        // One run more than counts: the first compiles, and brings the files into memory.
        for (var run = 0; run <= runs; run++)
        {
            var us = await ProcessorTime.OfThreadsAsync(1, () =>
            {
                foreach (var image in blobs.Hashes)
                    if (reader.Read(image, tensor) is { } refusal) throw new InvalidDataException($"{image}: {refusal}");
            });
            var (them, shrunk) = (pillow.Run("plain"), pillow.Run("draft"));
            if (run == 0) continue;
            ours.Add(blobs.Hashes.Length / us.Processor.TotalSeconds);
            plain.Add(blobs.Hashes.Length / them);
            draft.Add(blobs.Hashes.Length / shrunk);
        }
        Console.WriteLine($"{folder}, {blobs.Hashes.Length} files");
        Console.WriteLine($"  ours {Text(ours)}   Pillow {Text(plain)}   Pillow with draft {Text(draft)}");
        Console.WriteLine($"  ratio to Pillow {Text(Ratios(ours, plain), "0.00")}   with draft {Text(Ratios(ours, draft), "0.00")}");
    }

    private static IEnumerable<double> Ratios(List<double> ours, List<double> theirs) => ours.Zip(theirs, (us, them) => us / them);

    private static string Text(IEnumerable<double> values, string format = "0")
    {
        var sorted = values.Order().ToArray();
        return $"{sorted[sorted.Length / 2].ToString(format)} ({sorted[0].ToString(format)} to {sorted[^1].ToString(format)})";
    }
}
