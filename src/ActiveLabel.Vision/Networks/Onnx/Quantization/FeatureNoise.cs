using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>
/// How far features are off, beside what tells pictures apart: the standard deviation over pictures of a feature's error,
/// divided by that of the feature; the median of all features. A constant error is none, since training takes it off.
/// </summary>
internal static class FeatureNoise
{
    /// <returns>A row for each image.</returns>
    public static float[][] Features(byte[] network, IReadOnlyList<float[]> images, Preprocessing preprocessing, CancellationToken cancel)
    {
        using var trial = new TrialRun(network);
        return [.. images.Select(image =>
        {
            cancel.ThrowIfCancellationRequested();
            return trial.Run(image, 1, 3, preprocessing.Height, preprocessing.Width)[0].Values;
        })];
    }

    /// <param name="expected">A row for each image; two at least.</param>
    /// <param name="found">Rows for the same images.</param>
    /// <returns>0 where they are equal; infinity where something that tells pictures apart is no number any more.</returns>
    public static float Of(float[][] expected, float[][] found)
    {
        var noise = new List<float>();
        for (var feature = 0; feature < expected[0].Length; feature++)
        {
            var signal = Deviation(expected, (row, _) => row[feature]);
            // Dead features tell nothing.
            if (signal == 0) continue;
            var share = Deviation(expected, (row, image) => found[image][feature] - row[feature]) / signal;
            noise.Add(float.IsFinite(share) ? share : float.PositiveInfinity);
        }
        noise.Sort();
        return noise.Count == 0 ? 0 : noise[noise.Count / 2];
    }

    private static float Deviation(float[][] rows, Func<float[], int, float> value)
    {
        double sum = 0, squares = 0;
        for (var image = 0; image < rows.Length; image++)
        {
            double v = value(rows[image], image);
            (sum, squares) = (sum + v, squares + (v * v));
        }
        var mean = sum / rows.Length;
        return (float)Math.Sqrt(Math.Max(0, (squares / rows.Length) - (mean * mean)));
    }
}
