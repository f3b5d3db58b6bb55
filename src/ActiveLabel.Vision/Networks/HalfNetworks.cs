using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Inference;
using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Networks;

/// <summary>
/// Makes networks that compute in half precision, for GPUs, out of those that are installed. Each is a network of its
/// own: its vectors are off by about a thousandth, and one featurizer id stands for equal vectors.
/// </summary>
public sealed class HalfNetworks(NetworkCatalogue catalogue)
{
    private const string Suffix = "-half";

    /// <summary>What half precision may change of a vector, by length. Networks that were trained well stay far below.</summary>
    private const double MostLost = 1e-2;

    /// <summary>Whether a device answers that gains by it.</summary>
    public static bool HaveDevice => CudaDriver.Devices().Count > 0;

    /// <summary>Whether the network is one that this class made.</summary>
    public static bool IsHalf(string network) => network.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Adds the half-precision form of an installed network. Adding the same again changes nothing.</summary>
    /// <param name="id">The new network's id; that of the old one with <c>-half</c> where null.</param>
    /// <exception cref="WrongUseException">There is no such network, it cannot be rewritten, or it would lose too much.</exception>
    public async Task<Featurizer> AddAsync(string network, string? id, IProgress<string>? messages, CancellationToken cancel)
    {
        var featurizer = await catalogue.EnsureAsync(network, messages, cancel);
        var name = id ?? network + Suffix;
        NetworkIds.Check(name);
        var file = await Task.Run(() => Rewrite(featurizer), cancel);
        return await catalogue.SaveMadeAsync(network, name, "in half precision", file, messages, cancel);
    }

    private static byte[] Rewrite(Featurizer featurizer)
    {
        var file = HalfPrecision.Of(OnnxFile.Read(featurizer.NetworkFile, out _)).ToByteArray();
        FeatureCheck.Run(file, featurizer.Preprocessing, featurizer.VectorLength);
        var lost = Lost(featurizer, file);
        return lost <= MostLost
            ? file
            : throw new WrongUseException($"{featurizer.Network} loses too much in half precision: its vectors change by {lost:0.0 %} of their length.");
    }

    private static double Lost(Featurizer featurizer, byte[] half)
    {
        var (height, width) = (featurizer.Preprocessing.Height, featurizer.Preprocessing.Width);
        var images = FeatureCheck.Prepare(SampleImages.Create(2, height, width), featurizer.Preprocessing);
        try
        {
            using var before = new TrialRun(File.ReadAllBytes(featurizer.NetworkFile));
            using var after = new TrialRun(half);
            var expected = before.Run(images, 2, 3, height, width)[0].Values;
            var got = after.Run(images, 2, 3, height, width)[0].Values;
            return Math.Sqrt(expected.Zip(got).Sum(pair => Math.Pow(pair.First - pair.Second, 2)) / expected.Sum(value => (double)value * value));
        }
        catch (OnnxRuntimeException failure)
        {
            throw new WrongUseException($"{featurizer.Network} does not run in half precision: {RuntimeMessage.Of(failure)}", failure);
        }
    }
}
