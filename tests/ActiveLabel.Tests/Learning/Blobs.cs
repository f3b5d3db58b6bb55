using ActiveLabel.Core.Models;

namespace ActiveLabel.Tests.Learning;

/// <summary>Made-up vectors of classes that overlap a little, the same for the same seed.</summary>
internal static class Blobs
{
    /// <summary>Rows of the classes in turn: 0, 1, 2, 0, 1, 2, ...</summary>
    public static TrainingSet Make(int count, int length, int classes, int seed, float spread = 1)
    {
        var random = new Random(seed);
        var centres = new float[classes * length];
        for (var i = 0; i < centres.Length; i++)
        {
            centres[i] = (float)(random.NextDouble() * 4);
        }

        var features = new float[count * length];
        for (var i = 0; i < features.Length; i++)
        {
            var (row, column) = (i / length, i % length);
            features[i] = centres[(row % classes * length) + column] + (spread * (float)((random.NextDouble() * 2) - 1));
        }

        return new TrainingSet(features, length, [.. Enumerable.Range(0, count).Select(i => i % classes)], classes);
    }
}
