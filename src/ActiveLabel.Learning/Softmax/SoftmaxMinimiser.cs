using System.Numerics.Tensors;

namespace ActiveLabel.Learning.Softmax;

/// <summary>
/// Limited-memory BFGS (Nocedal and Wright 2006, "Numerical Optimization", chapter 7) with a line search for the Wolfe
/// conditions; where L1 is not 0, its orthant-wise kind (Andrew and Gao 2007, "Scalable training of L1-regularized
/// log-linear models"), which sets weights to exactly 0.
/// </summary>
internal sealed class SoftmaxMinimiser
{
    public const int MostIterations = 2_000;

    private const int Memory = 10;

    /// <summary>Greatest distance from the optimum, as a share of the objective, at which it counts as reached.</summary>
    private const double Near = 1e-4;

    /// <summary>Mean relative improvement below which floats can hardly tell one point from the next.</summary>
    private const double Still = 1e-9;

    private readonly SoftmaxObjective _objective;
    private readonly double _l1;
    private readonly double _l2;
    private readonly CurvaturePairs _pairs;
    private readonly double[] _gradient;
    private readonly double[] _nextPoint;
    private readonly double[] _nextGradient;
    private readonly double[] _slope;
    private readonly double[] _direction;
    private double _mean;

    /// <param name="inverseDiagonal">[P] first guess of the inverse Hessian's diagonal.</param>
    public SoftmaxMinimiser(SoftmaxObjective objective, double l1, double l2, double[] inverseDiagonal)
    {
        (_objective, _l1, _l2) = (objective, l1, l2);
        _pairs = new CurvaturePairs(inverseDiagonal, Memory);
        var length = objective.Length;
        (_gradient, _nextPoint, _nextGradient) = (new double[length], new double[length], new double[length]);
        _slope = l1 > 0 ? new double[length] : _gradient;
        _direction = new double[length];
    }

    /// <summary>Walks from <paramref name="point"/>, which it moves, to the optimum.</summary>
    /// <param name="tolerance">Mean relative improvement at which it stops.</param>
    public Minimum Run(Span<double> point, double tolerance, int mostIterations = MostIterations)
    {
        var value = _objective.Evaluate(point, _gradient) + Penalty(point);
        _mean = 0;
        for (var iteration = 0; ; iteration++)
        {
            Lean(point);
            var distance = Distance(point) / Math.Abs(value);
            var improvement = iteration == 0 ? double.PositiveInfinity : _mean / 2 / Math.Abs(value);
            var near = distance <= Near && IsBalanced();
            if ((near && (distance <= tolerance || improvement <= tolerance)) || improvement <= Math.Min(tolerance, Still))
                return new Minimum(value, iteration, Converged: true);
            if (iteration == mostIterations)
                return new Minimum(value, iteration, Converged: near);

            if (Step(point, value) is not { } next)
                return new Minimum(value, iteration, Converged: near || improvement <= Still * 100);

            // The mean of the improvements, each half as important as the one after it.
            _mean = (value - next) + (_mean / 2);
            value = next;
        }
    }

    /// <summary>Goes one step on; null where no direction leads down any more.</summary>
    private double? Step(Span<double> point, double value)
    {
        while (true)
        {
            _pairs.Direct(_slope, _direction);
            if (_l1 > 0) Align();
            var descent = TensorPrimitives.Dot<double>(_slope, _direction);
            var found = descent < 0 ? Search(point, value, descent) : null;
            if (found is not null)
            {
                _pairs.Add(point, _nextPoint, _gradient, _nextGradient);
                _nextPoint.CopyTo(point);
                _nextGradient.CopyTo(_gradient, 0);
                return found;
            }

            // Once more without what was remembered: that may have been worth nothing here.
            if (_pairs.Count == 0)
                return null;
            _pairs.Clear();
        }
    }

    private double? Search(ReadOnlySpan<double> point, double value, double descent) =>
        _l1 > 0 ? Backtrack(point, value) : new WolfeSearch(value, descent).Run(this, point);

    /// <summary>The smooth objective a way along the direction, and the slope there.</summary>
    internal (double Value, double Slope) Along(ReadOnlySpan<double> point, double way)
    {
        TensorPrimitives.MultiplyAdd(_direction, way, point, _nextPoint);
        var value = _objective.Evaluate(_nextPoint, _nextGradient);
        return (value, TensorPrimitives.Dot<double>(_nextGradient, _direction));
    }

    /// <summary>The first of 1, 1/2, 1/4, ... of the direction that leads down enough without leaving the orthant (Andrew and Gao, section 3.2).</summary>
    private double? Backtrack(ReadOnlySpan<double> point, double value)
    {
        var way = 1.0;
        for (var trial = 0; trial < 40; trial++, way /= 2)
        {
            var promised = 0.0;
            for (var i = 0; i < _nextPoint.Length; i++)
            {
                var next = point[i] + (way * _direction[i]);

                // A weight that would change its sign, or leave 0 against the slope, stays at 0.
                if (i < _objective.Penalised && next * (point[i] != 0 ? point[i] : -_slope[i]) <= 0) next = 0;
                _nextPoint[i] = next;
                promised += _slope[i] * (next - point[i]);
            }

            var nextValue = _objective.Evaluate(_nextPoint, _nextGradient) + Penalty(_nextPoint);
            if (nextValue <= value + (1e-4 * promised) && nextValue < value)
                return nextValue;
        }

        return null;
    }

    private double Penalty(ReadOnlySpan<double> point) =>
        _l1 > 0 ? _l1 * TensorPrimitives.SumOfMagnitudes(point[.._objective.Penalised]) : 0;

    /// <summary>The slope that the L1 penalty leaves: its subgradient of least magnitude (Andrew and Gao, equation 4).</summary>
    private void Lean(ReadOnlySpan<double> point)
    {
        if (_l1 <= 0) return;
        _gradient.CopyTo(_slope, 0);
        for (var i = 0; i < _objective.Penalised; i++)
        {
            var (x, g) = (point[i], _gradient[i]);
            _slope[i] = x > 0 ? g + _l1 : x < 0 ? g - _l1 : g < -_l1 ? g + _l1 : g > _l1 ? g - _l1 : 0;
        }
    }

    /// <summary>Takes from the direction what does not lead down.</summary>
    private void Align()
    {
        for (var i = 0; i < _objective.Penalised; i++)
        {
            if (_direction[i] * _slope[i] >= 0) _direction[i] = 0;
        }
    }

    /// <summary>
    /// How far above the optimum the objective is at most, by Fenchel's inequality, the biases being right (Fenchel-Young gap
    /// of the penalty at the loss's gradient); infinite where it cannot be told without an L2 penalty.
    /// </summary>
    private double Distance(ReadOnlySpan<double> point)
    {
        if (_l2 <= 0) return double.PositiveInfinity;
        if (_l1 <= 0) return TensorPrimitives.SumOfSquares<double>(_gradient.AsSpan(0, _objective.Penalised)) / (2 * _l2);

        var gap = 0.0;
        for (var i = 0; i < _objective.Penalised; i++)
        {
            var loss = _gradient[i] - (_l2 * point[i]);
            var beyond = Math.Max(0, Math.Abs(loss) - _l1);
            gap += (loss * point[i]) + (_l1 * Math.Abs(point[i])) + (_l2 / 2 * point[i] * point[i]) + (beyond * beyond / (2 * _l2));
        }

        return gap;
    }

    /// <summary>Right biases make the mean probability of each class its mean share.</summary>
    private bool IsBalanced() => TensorPrimitives.MaxMagnitude<double>(_gradient.AsSpan(_objective.Penalised)) is var most && Math.Abs(most) <= 1e-3 * _objective.Mass;

    /// <param name="Value">The objective with its penalties.</param>
    internal readonly record struct Minimum(double Value, int Iterations, bool Converged);
}
