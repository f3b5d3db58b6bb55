namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations (Golub and Van Loan, section 8.5).</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 30;

    /// <returns>Values [n], the greatest first, and vectors [n, n], one a column.</returns>
    public static (double[] Values, double[,] Vectors) Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var v = new double[n, n];
        for (var i = 0; i < n; i++) v[i, i] = 1;
        for (var sweep = 0; sweep < MostSweeps && Rotate(a, v, n); sweep++)
        {
        }

        var order = Enumerable.Range(0, n).OrderByDescending(i => a[i, i]).ToArray();
        var vectors = new double[n, n];
        for (var column = 0; column < n; column++)
        {
            for (var row = 0; row < n; row++) vectors[row, column] = v[row, order[column]];
        }

        return ([.. order.Select(i => a[i, i])], vectors);
    }

    /// <summary>One sweep over all pairs.</summary>
    /// <returns>Whether anything beside the diagonal was left to turn away.</returns>
    private static bool Rotate(double[,] a, double[,] v, int n)
    {
        var turned = false;
        for (var p = 0; p < n; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p, q]) <= 1e-12 * Math.Sqrt(Math.Abs(a[p, p] * a[q, q])) || a[p, q] == 0) continue;
                turned = true;
                var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                var tangent = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                var cosine = 1 / Math.Sqrt(tangent * tangent + 1);
                var sine = tangent * cosine;
                for (var i = 0; i < n; i++)
                {
                    (a[i, p], a[i, q]) = (cosine * a[i, p] - sine * a[i, q], sine * a[i, p] + cosine * a[i, q]);
                    (v[i, p], v[i, q]) = (cosine * v[i, p] - sine * v[i, q], sine * v[i, p] + cosine * v[i, q]);
                }

                for (var i = 0; i < n; i++)
                    (a[p, i], a[q, i]) = (cosine * a[p, i] - sine * a[q, i], sine * a[p, i] + cosine * a[q, i]);
            }
        }

        return turned;
    }
}
