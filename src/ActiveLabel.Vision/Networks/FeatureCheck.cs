using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Networks;

/// <summary>Runs a network as featurizing will, to see that it can be relied on before anybody does.</summary>
internal static class FeatureCheck
{
    private const float Tolerance = 1e-3f;

    /// <exception cref="WrongUseException">It does not run, gives no numbers, or its answer does not depend on the picture alone.</exception>
    public static void Run(byte[] network, Preprocessing preprocessing, int vectorLength)
    {
        float[] both;
        float[][] single;
        var images = Prepare(SampleImages.Create(2, preprocessing.Height, preprocessing.Width), preprocessing);
        try
        {
            using var trial = new TrialRun(network);
            float[] Features(float[] values, int count) => trial.Run(values, count, 3, preprocessing.Height, preprocessing.Width)[0].Values;
            single = [.. images.Chunk(images.Length / 2).Select(image => Features(image, 1))];
            both = Features(images, 2);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new WrongUseException(
                $"ONNX Runtime cannot compute features of several images at once with this network: {exception.Message} "
                + "Export it with a dynamic first dimension.",
                exception);
        }
        if (both.Length != 2 * vectorLength || single.Any(features => features.Length != vectorLength))
            throw new WrongUseException($"The network gives {both.Length} features for two images instead of {2 * vectorLength}.");
        if (!both.All(float.IsFinite))
            throw new WrongUseException("The network gives features that are no finite numbers; the file may be damaged, or made for another input range.");
        if (single[0].SequenceEqual(single[1]))
            throw new WrongUseException("The network gives the same features for two different pictures; nothing could be learnt from them.");
        var scale = both.Max(Math.Abs);
        if (single.SelectMany(features => features).Zip(both).Any(pair => Math.Abs(pair.First - pair.Second) > Tolerance * scale))
            throw new WrongUseException(
                "The network gives other features for a picture alone than for the same picture beside others. "
                + "Export it for inference, with a dynamic first dimension.");
    }

    /// <summary>Brings samples to the range of values that the network gets.</summary>
    public static float[] Prepare(float[] samples, Preprocessing preprocessing)
    {
        var pixels = preprocessing.Height * preprocessing.Width;
        float[] means = [preprocessing.Mean.First, preprocessing.Mean.Second, preprocessing.Mean.Third];
        float[] deviations = [preprocessing.Deviation.First, preprocessing.Deviation.Second, preprocessing.Deviation.Third];
        for (var i = 0; i < samples.Length; i++)
        {
            var channel = i / pixels % 3;
            samples[i] = ((samples[i] * 255 * preprocessing.Scale) - means[channel]) / deviations[channel];
        }
        return samples;
    }
}
