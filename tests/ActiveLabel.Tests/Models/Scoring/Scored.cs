using System.Runtime.Intrinsics;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Scoring;

namespace ActiveLabel.Tests.Models.Scoring;

/// <summary>Models, vectors and their probabilities, the plain way and in double precision.</summary>
internal static class Scored
{
    /// <summary>The same kernel for every width of registers. Those that a processor lacks are computed by halves.</summary>
    public static IEnumerable<ScoreKernel> Kernels(LinearModel model) =>
    [
        new ScoreKernel<Vector128<float>, Lanes128>(model),
        new ScoreKernel<Vector256<float>, Lanes256>(model),
        new ScoreKernel<Vector512<float>, Lanes512>(model),
    ];

    /// <summary>Scores of a few units, whatever the length: neither all alike nor all 0 and 1.</summary>
    public static LinearModel Model(int length, int classes, Random random)
    {
        var width = (float)(4 / Math.Sqrt(length));
        return new LinearModel(length, classes, Floats(length, random, 0.5f, 1.5f), Floats(classes * length, random, -width, width), Floats(classes, random, -1, 1));
    }

    public static float[] Floats(int count, Random random, float from = -1, float to = 1)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = from + ((to - from) * random.NextSingle());
        }

        return values;
    }

    public static VectorRows Rows(float[] values, int length) =>
        new(new VectorTable(values, length), [.. Enumerable.Range(0, values.Length / length).Select(i => (long)i)]);

    public static double[] ByFormula(LinearModel model, ReadOnlySpan<float> x)
    {
        var scores = new double[model.ClassCount];
        for (var k = 0; k < scores.Length; k++)
        {
            scores[k] = model.Bias[k];
            for (var j = 0; j < x.Length; j++)
            {
                scores[k] += (double)model.Weights[(k * x.Length) + j] * model.Scale[j] * x[j];
            }
        }

        var greatest = scores.Max();
        var sum = scores.Sum(s => Math.Exp(s - greatest));
        return [.. scores.Select(s => Math.Exp(s - greatest) / sum)];
    }
}
