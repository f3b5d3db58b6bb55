namespace ActiveLabel.Core.Evaluation.Stopping;

/// <summary>The lower triangle L of a positive definite matrix L L': what turns correlated noise into independent noise.</summary>
internal sealed class CholeskyFactor
{
    private readonly double[,] _lower;

    private CholeskyFactor(double[,] lower) => _lower = lower;

    /// <param name="matrix">[n, n] symmetric, positive definite.</param>
    public static CholeskyFactor Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var lower = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var left = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    left -= lower[i, k] * lower[j, k];
                }

                lower[i, j] = i == j ? Math.Sqrt(left) : left / lower[j, j];
            }
        }

        return new CholeskyFactor(lower);
    }

    /// <returns>[n] the x of L x = values.</returns>
    public double[] Whiten(double[] values)
    {
        var solved = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var left = values[i];
            for (var k = 0; k < i; k++)
            {
                left -= _lower[i, k] * solved[k];
            }

            solved[i] = left / _lower[i, i];
        }

        return solved;
    }
}
