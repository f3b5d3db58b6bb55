using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Inference;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// The featurizing pipeline against this machine's bound, cores / (processor time of decoding and resizing an image +
/// processor time of its inference): each of the two is measured alone, on all cores, in the same process.
/// </summary>
internal sealed class FeaturizeBenchmark(FolderBlobs blobs, Featurizer featurizer, int batchSize, int runs, string dataFolder)
{
    private readonly ImageHash[] _images = blobs.Hashes;
    private readonly ImageDecoder _decoder = new();

    /// <summary>Arguments: [folder of images] [--network FILE.onnx or id] [--batch N] [--cores N] [--runs N].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = Path.Combine(Repository.Root, "seed-images");
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length) options[args[i][2..]] = args[++i];
            else folder = args[i];
        }
        // Kept between runs, since fetching and converting the default network takes its time.
        var data = new DataFolder(Path.Combine(Repository.Root, "artifacts", "benchmarks"));
        using var vectors = new TemporaryFolder();
        var featurizer = await FeaturizerAsync(new NetworkCatalogue(data), options.GetValueOrDefault("network"));
        var cores = int.Parse(options.GetValueOrDefault("cores", $"{Environment.ProcessorCount}"));
        var benchmark = new FeaturizeBenchmark(
            new FolderBlobs(folder), featurizer, int.Parse(options.GetValueOrDefault("batch", "1")),
            int.Parse(options.GetValueOrDefault("runs", "7")), vectors.Path);
        return await benchmark.MeasureAsync(folder, cores);
    }

    private static async Task<Featurizer> FeaturizerAsync(NetworkCatalogue catalogue, string? network)
    {
        if (File.Exists(network))
            network = (await catalogue.AddAsync(network, new NetworkOptions(), messages: null, CancellationToken.None)).Id;
        return await catalogue.EnsureAsync(network ?? catalogue.DefaultNetwork, messages: null, CancellationToken.None);
    }

    private async Task<int> MeasureAsync(string folder, int cores)
    {
        Console.WriteLine($"{_images.Length} images of {folder}, {featurizer.Network}, batch {batchSize}, {cores} cores, median of {runs} runs");
        var rounds = new List<Round>();
        // One round more than counts: the first compiles.
        for (var run = 0; run <= runs; run++)
        {
            var decode = await ProcessorTime.OfThreadsAsync(cores, DecodeShare());
            var infer = await InferAsync(cores);
            var (pipeline, rate) = await PipelineAsync(cores, run);
            var round = new Round(decode.Processor / _images.Length, infer.Processor / _images.Length, pipeline, pipeline.Processor / _images.Length, rate, cores);
            if (run > 0) rounds.Add(round);
        }
        Print("decode and resize, processor ms an image", rounds.Select(r => r.Decode.TotalMilliseconds));
        Print("inference, processor ms an image", rounds.Select(r => r.Infer.TotalMilliseconds));
        Print("bound, images a second", rounds.Select(r => r.Bound));
        Print("pipeline, images a second", rounds.Select(r => r.Rate));
        Print("pipeline / bound", rounds.Select(r => r.Rate / r.Bound));
        Print("pipeline with loading, processor ms an image", rounds.Select(r => r.PipelineProcessor.TotalMilliseconds));
        Print("pipeline, cores that it got", rounds.Select(r => r.Pipeline.Processor / r.Pipeline.Clock));
        return 0;
    }

    private Action DecodeShare()
    {
        var next = -1;
        return () =>
        {
            using var reader = new ImageReader(blobs, _decoder, featurizer.Preprocessing);
            var tensor = new float[featurizer.Preprocessing.ViewCount * 3 * featurizer.Preprocessing.Width * featurizer.Preprocessing.Height];
            for (int i; (i = Interlocked.Increment(ref next)) < _images.Length;)
                if (reader.Read(_images[i], tensor) is { } refusal) throw new InvalidDataException($"{_images[i]}: {refusal}");
        };
    }

    private async Task<ProcessorTime> InferAsync(int cores)
    {
        using var session = FeatureSession.OnCpu(featurizer, cores);
        var left = _images.Length;
        return await ProcessorTime.OfThreadsAsync(cores, () =>
        {
            using var batch = session.CreateBatch(batchSize);
            using var options = new RunOptions();
            for (int before; (before = Interlocked.Add(ref left, -batchSize) + batchSize) > 0;)
                session.Run(batch, Math.Min(before, batchSize), options);
        });
    }

    private async Task<(ProcessorTime Pipeline, double Rate)> PipelineAsync(int cores, int run)
    {
        var store = new MappedVectorStore(new DataFolder(dataFolder));
        var featurizing = new Featurizing(
            store, new InMemoryVectorIndex(), blobs, _decoder, TimeProvider.System, NullLogger<Featurizing>.Instance)
        { Cores = cores };
        FeaturizationSummary? summary = null;
        var time = await ProcessorTime.OfAsync(async () => summary = await featurizing.RunAsync(
            featurizer with { Id = $"run-{run}" }, _images, new FeaturizationOptions("cpu", batchSize), progress: null, CancellationToken.None));
        if (summary!.Featurized != _images.Length) throw new InvalidDataException($"{summary.Failed} images failed.");
        return (time, summary.Featurized / summary.Took.TotalSeconds);
    }

    private static void Print(string what, IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        Console.WriteLine($"{what,-46} {sorted[sorted.Length / 2],9:0.000}   ({sorted[0]:0.000} to {sorted[^1]:0.000})");
    }

    private sealed record Round(
        TimeSpan Decode, TimeSpan Infer, ProcessorTime Pipeline, TimeSpan PipelineProcessor, double Rate, int Cores)
    {
        public double Bound => Cores / (Decode + Infer).TotalSeconds;
    }
}
