using System.Numerics.Tensors;

namespace ActiveLabel.Learning.Softmax;

/// <summary>
/// What the last steps told of the curvature, and from it the inverse Hessian times a vector: limited-memory BFGS by its
/// two loops (Nocedal and Wright 2006, "Numerical Optimization", algorithm 7.4), from a diagonal that is given.
/// </summary>
/// <param name="inverseDiagonal">[P] first guess of the inverse Hessian's diagonal, up to a common factor.</param>
/// <param name="capacity">Steps remembered.</param>
internal sealed class CurvaturePairs(double[] inverseDiagonal, int capacity)
{
    private readonly double[][] _steps = Rows(capacity, inverseDiagonal.Length);
    private readonly double[][] _changes = Rows(capacity, inverseDiagonal.Length);
    private readonly double[] _inverseProducts = new double[capacity];
    private readonly double[] _shares = new double[capacity];
    private readonly double[] _scratch = new double[inverseDiagonal.Length];
    private int _newest = -1;
    private double _factor = 1;

    public int Count { get; private set; }

    public void Clear() => (Count, _newest, _factor) = (0, -1, 1);

    /// <summary>Remembers a step and the change of the gradient over it, unless that shows no curvature.</summary>
    public void Add(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientFrom, ReadOnlySpan<double> gradientTo)
    {
        var place = (_newest + 1) % capacity;
        var (step, change) = (_steps[place], _changes[place]);
        TensorPrimitives.Subtract(to, from, step);
        TensorPrimitives.Subtract(gradientTo, gradientFrom, change);
        var product = TensorPrimitives.Dot<double>(step, change);
        TensorPrimitives.Multiply(change, inverseDiagonal, _scratch);
        var norm = TensorPrimitives.Dot<double>(change, _scratch);

        // The place is then free again for the next; the older pairs stay as they are only if it was not one of them.
        if (!(product > 1e-12 * norm) || norm <= 0)
        {
            Count = Math.Min(Count, capacity - 1);
            return;
        }

        _newest = place;
        Count = Math.Min(Count + 1, capacity);
        _inverseProducts[place] = 1 / product;
        _factor = product / norm;
    }

    /// <summary>direction = -H^-1 gradient, by what is remembered of H.</summary>
    public void Direct(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        TensorPrimitives.Negate(gradient, direction);
        for (var age = 0; age < Count; age++)
        {
            var place = Place(age);
            _shares[place] = _inverseProducts[place] * TensorPrimitives.Dot<double>(_steps[place], direction);
            TensorPrimitives.MultiplyAdd(_changes[place], -_shares[place], direction, direction);
        }

        TensorPrimitives.Multiply(direction, inverseDiagonal, direction);
        TensorPrimitives.Multiply(direction, _factor, direction);
        for (var age = Count - 1; age >= 0; age--)
        {
            var place = Place(age);
            var share = _inverseProducts[place] * TensorPrimitives.Dot<double>(_changes[place], direction);
            TensorPrimitives.MultiplyAdd(_steps[place], _shares[place] - share, direction, direction);
        }
    }

    private int Place(int age) => (_newest - age + capacity) % capacity;

    private static double[][] Rows(int count, int length)
    {
        var rows = new double[count][];
        for (var i = 0; i < count; i++)
        {
            rows[i] = new double[length];
        }

        return rows;
    }
}
