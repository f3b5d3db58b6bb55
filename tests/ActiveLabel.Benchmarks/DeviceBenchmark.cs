using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
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
/// One network on a device against the CPU: how far the vectors are apart, whole and in half precision, and images a second
/// from decoded tensors and from files. Needs no checkout; gpu/run.py starts it and adds what PyTorch does.
/// </summary>
internal sealed class DeviceBenchmark(Featurizer featurizer, FolderBlobs blobs, FeaturizationOptions options, TimeSpan patience, string folder)
{
    private const int Compared = 64;

    private readonly ImageDecoder _decoder = new();

    /// <summary>Arguments: FOLDER NETWORK.onnx [--device auto] [--share 0.8] [--seconds 5]. Prints JSON.</summary>
    public static async Task<int> RunAsync(string images, string network, string[] rest)
    {
        var named = rest.Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1], StringComparer.Ordinal);
        var share = double.Parse(named.GetValueOrDefault("share", "0.8"), CultureInfo.InvariantCulture);
        var seconds = double.Parse(named.GetValueOrDefault("seconds", "5"), CultureInfo.InvariantCulture);
        using var work = new TemporaryFolder();
        var catalogue = new NetworkCatalogue(new DataFolder(work["data"]));
        var id = (await catalogue.AddAsync(network, new NetworkOptions(Id: "measured"), messages: null, CancellationToken.None)).Id;
        var options = new FeaturizationOptions(named.GetValueOrDefault("device", "auto"), GpuMemoryShare: share);
        if (options.Problems().FirstOrDefault() is { } problem) throw new WrongUseException(problem);
        var blobs = new FolderBlobs(images);
        var featurizer = catalogue.Find(id)!;
        var whole = new DeviceBenchmark(featurizer, blobs, options, TimeSpan.FromSeconds(seconds), work.Path);
        var expected = whole.Vectors(featurizer, new DeviceChoice(DeviceWish.Cpu, [0]));
        var report = new
        {
            network = Path.GetFileName(network),
            driver = CudaDriver.Devices(),
            cudaRefusal = CudaRefusal(featurizer, share),
            whole = await whole.MeasureAsync(expected),
            half = await HalfAsync(),
        };
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;

        async Task<object> HalfAsync()
        {
            try
            {
                var half = await new HalfNetworks(catalogue).AddAsync(id, id: null, messages: null, CancellationToken.None);
                return await new DeviceBenchmark(half, blobs, options, TimeSpan.FromSeconds(seconds), work.Path).MeasureAsync(expected);
            }
            catch (WrongUseException refused)
            {
                // Networks of random weights may not stand it; the product would not take them either.
                return new { refusal = refused.Message };
            }
        }
    }

    /// <summary>What the runtime itself says when it is asked for CUDA; null where it loads.</summary>
    private static string? CudaRefusal(Featurizer featurizer, double share)
    {
        var device = CudaDriver.Devices().FirstOrDefault() ?? new CudaDevice(0, "none", 1UL << 30);
        try
        {
            FeatureSession.OnCuda(featurizer, device, share).Dispose();
            return null;
        }
        catch (OnnxRuntimeException failure)
        {
            return RuntimeMessage.Of(failure);
        }
        catch (EntryPointNotFoundException)
        {
            return "this build has no CUDA support";
        }
    }

    private async Task<object> MeasureAsync(float[][] expected)
    {
        var choice = DeviceChoice.Parse(options.Device);
        using var devices = Devices.Open(featurizer, choice, Environment.ProcessorCount, options.GpuMemoryShare);
        await devices.FindBatchesAsync(TimeProvider.System);
        var batch = devices.Sessions[0].BatchFor(0);
        var (device, reason, decoded) = (devices.Name, devices.Reason, Decoded(devices));
        devices.Dispose();
        return new
        {
            device,
            reason,
            batch,
            // The worst picture's, by the length of its vector.
            difference = Vectors(featurizer, choice).Zip(expected, Difference).Max(),
            decodedImagesPerSecond = decoded,
            fileImagesPerSecond = await FilesAsync(),
        };
    }

    private static double Difference(float[] got, float[] expected) => Math.Sqrt(
        got.Zip(expected, (a, b) => Math.Pow(a - b, 2)).Sum() / Math.Max(expected.Sum(v => (double)v * v), double.Epsilon));

    private float[][] Vectors(Featurizer network, DeviceChoice choice)
    {
        using var devices = Devices.Open(network, choice, 1, options.GpuMemoryShare);
        using var reader = new ImageReader(blobs, _decoder, network.Preprocessing);
        using var batch = devices.Sessions[0].CreateBatch(1);
        using var run = new RunOptions();
        return [.. blobs.Hashes.Take(Compared).Select(image =>
        {
            if (reader.Read(image, batch.Image(0)) is { } refusal) throw new InvalidDataException($"{image}: {refusal}");
            devices.Sessions[0].Run(batch, 1, run);
            return batch.Vectors(1).ToArray();
        })];
    }

    /// <summary>Every lane of every device, from tensors in the program's memory to vectors there.</summary>
    private double Decoded(Devices devices)
    {
        long images = 0;
        var start = Stopwatch.GetTimestamp();
        Task.WaitAll([.. devices.Sessions.SelectMany(session => Enumerable.Range(0, session.Lanes).Select(_ => Task.Factory.StartNew(() =>
        {
            var size = session.BatchFor(0);
            using var batch = session.CreateBatch(size);
            using var run = new RunOptions();
            while (Stopwatch.GetElapsedTime(start) < patience)
            {
                session.Run(batch, size, run);
                Interlocked.Add(ref images, size);
            }
        }, TaskCreationOptions.LongRunning)))]);
        return images / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private async Task<double> FilesAsync()
    {
        var featurizing = new Featurizing(
            new MappedVectorStore(new DataFolder(folder)), new InMemoryVectorIndex(), blobs, _decoder, TimeProvider.System, NullLogger<Featurizing>.Instance);
        var summary = await featurizing.RunAsync(featurizer, blobs.Hashes, options, progress: null, CancellationToken.None);
        if (summary.Failed > 0) throw new InvalidDataException($"{summary.Failed} images failed.");
        return summary.Featurized / summary.Took.TotalSeconds;
    }
}
