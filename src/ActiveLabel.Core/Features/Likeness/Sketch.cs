using System.Numerics.Tensors;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Features.Likeness;

/// <summary>An image's sketch without its brightness and contrast, and in all positions: mirrored or not, turned by quarters.</summary>
public sealed class Sketch
{
    private const int Side = IImageSketch.Side;

    /// <summary>Grey levels by which a sketch has to vary: of less, noise alone would tell.</summary>
    private const float LeastDeviation = 1.5f;

    /// <summary>[side, side] with mean zero and length one.</summary>
    private readonly Half[] _values;

    private Sketch(Half[] values) => _values = values;

    /// <param name="grey">[side, side] grey levels.</param>
    /// <returns>Null where they hardly differ, or are not finite.</returns>
    public static Sketch? Of(ReadOnlySpan<float> grey)
    {
        Span<float> values = stackalloc float[Side * Side];
        TensorPrimitives.Subtract(grey, TensorPrimitives.Average(grey), values);
        var length = TensorPrimitives.Norm<float>(values);
        if (!(length >= LeastDeviation * Side)) return null;
        TensorPrimitives.Divide(values, length, values);
        var halves = new Half[Side * Side];
        TensorPrimitives.ConvertToHalf(values, halves);
        return new Sketch(halves);
    }

    /// <summary>The greatest correlation with the other in any of its eight positions, -1 to 1.</summary>
    public float Correlate(Sketch other)
    {
        Span<float> mine = stackalloc float[Side * Side];
        Span<float> theirs = stackalloc float[Side * Side];
        Span<float> turned = stackalloc float[Side * Side];
        TensorPrimitives.ConvertToSingle(_values, mine);
        TensorPrimitives.ConvertToSingle(other._values, theirs);
        var best = -1f;
        for (var position = 0; position < 8; position++)
        {
            best = Math.Max(best, TensorPrimitives.Dot<float>(mine, theirs));
            Turn(theirs, turned, mirror: position == 3);
            turned.CopyTo(theirs);
        }

        return best;
    }

    /// <summary>By a quarter; mirrored too after the fourth.</summary>
    private static void Turn(ReadOnlySpan<float> from, Span<float> to, bool mirror)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                to[(y * Side) + x] = mirror ? from[(x * Side) + y] : from[((Side - 1 - x) * Side) + y];
        }
    }
}
