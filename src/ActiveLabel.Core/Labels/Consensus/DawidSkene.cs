using System.Numerics.Tensors;

namespace ActiveLabel.Core.Labels.Consensus;

/// <param name="Prior">
/// [people, K given, K true] how many such answers each person is taken to have given already: the parameters of a Dirichlet
/// distribution less 1. Null for none: the estimates are then those of maximum likelihood.
/// </param>
/// <param name="PriorShare">How many images of each class are taken to have been seen already.</param>
/// <param name="LearnsFromLone">
/// Whether an image with one answer tells how right people are. By itself it cannot, but takes its own answer for a proof of
/// what was believed of that person before; sets in which most images have one answer drift away by it.
/// </param>
/// <param name="Tolerance">Change of every image's probabilities below which it is done.</param>
public sealed record DawidSkeneOptions(
    double[]? Prior = null, double PriorShare = 0, bool LearnsFromLone = true, int MostIterations = 500, double Tolerance = 1e-6);

/// <param name="Posteriors">[n, K] how probable each class is of each image; each row sums to 1.</param>
/// <param name="Shares">[K] how frequent the classes are.</param>
/// <param name="Rates">[people, K given, K true] how often a person gives a class to an image of another; over what is given they sum to 1.</param>
/// <param name="Converged">Whether it was done; false where it ran out of steps, and is as near as it got.</param>
/// <param name="LogLikelihood">Of the answers, in natural logarithms, without what the priors say.</param>
public sealed record DawidSkeneFit(double[] Posteriors, double[] Shares, double[] Rates, bool Converged, int Iterations, double LogLikelihood);

/// <summary>
/// How right each person is, class by class, and what each image is, found together: by expectation and maximisation, beginning
/// with the shares of the votes (Dawid and Skene 1979, "Maximum likelihood estimation of observer error-rates using the EM
/// algorithm"; equations 2.3 to 2.5, 3.1). Everything is a sum over images and people in their order, in one thread: the same
/// answers give the same bits.
/// </summary>
public static class DawidSkene
{
    /// <exception cref="ArgumentException">A prior of another length, or below 0.</exception>
    public static DawidSkeneFit Fit(CrowdAnswers answers, DawidSkeneOptions options, CancellationToken cancel = default)
    {
        var (n, k) = (answers.Count, answers.ClassCount);
        var rates = new double[answers.PersonCount * k * k];
        if (options.Prior is { } prior && (prior.Length != rates.Length || TensorPrimitives.Min<double>([.. prior, 0]) < 0))
            throw new ArgumentException($"A prior of {answers.PersonCount} people and {k} classes has {rates.Length} numbers from 0 on.", nameof(options));

        var (posteriors, shares, likelihood) = (Votes(answers), new double[k], 0.0);
        var (logRates, logShares, scratch) = (new double[rates.Length], new double[k], new double[k]);
        for (var step = 1; ; step++)
        {
            cancel.ThrowIfCancellationRequested();
            Maximise(answers, options, posteriors, shares, rates);
            TensorPrimitives.Log(shares, logShares);
            TensorPrimitives.Log(rates, logRates);
            var moved = Expect(answers, logShares, logRates, posteriors, scratch, out likelihood);
            if (n == 0 || moved < options.Tolerance || step == options.MostIterations)
                return new DawidSkeneFit(posteriors, shares, rates, n == 0 || moved < options.Tolerance, step, likelihood);
        }
    }

    /// <summary>[n, K] what share of its answers gives each class to each image; what is certain is certain, and an image without answers may be any.</summary>
    private static double[] Votes(CrowdAnswers answers)
    {
        var k = answers.ClassCount;
        var shares = new double[answers.Count * k];
        for (var i = 0; i < answers.Count; i++)
        {
            var row = shares.AsSpan(i * k, k);
            if (answers.Known is { } known && known[i] >= 0)
            {
                row[known[i]] = 1;
                continue;
            }

            var count = answers.CountOf(i);
            if (count == 0) row.Fill(1.0 / k);
            for (var at = answers.Starts[i]; at < answers.Starts[i + 1]; at++) row[answers.Classes[at]] += 1.0 / count;
        }

        return shares;
    }

    private static void Maximise(CrowdAnswers answers, DawidSkeneOptions options, double[] posteriors, double[] shares, double[] rates)
    {
        var k = answers.ClassCount;
        Array.Fill(shares, options.PriorShare);
        if (options.Prior is { } prior) prior.CopyTo(rates, 0);
        else Array.Clear(rates);

        for (var i = 0; i < answers.Count; i++)
        {
            if (!options.LearnsFromLone && answers.CountOf(i) < 2 && !(answers.Known is { } known && known[i] >= 0))
                continue;

            var row = posteriors.AsSpan(i * k, k);
            TensorPrimitives.Add(shares, row, shares);
            for (var at = answers.Starts[i]; at < answers.Starts[i + 1]; at++)
            {
                var given = rates.AsSpan(((answers.People[at] * k) + answers.Classes[at]) * k, k);
                TensorPrimitives.Add(given, row, given);
            }
        }

        Normalise(shares, k);
        for (var person = 0; person < answers.PersonCount; person++) Normalise(rates.AsSpan(person * k * k, k * k), k);
    }

    /// <summary>Brings each column of a [rows, K] table to a sum of 1; a column of nothing says nothing.</summary>
    private static void Normalise(Span<double> table, int k)
    {
        if (table.Length == k)
        {
            var sum = TensorPrimitives.Sum<double>(table);
            for (var c = 0; c < k; c++) table[c] = sum > 0 ? table[c] / sum : 1.0 / k;
            return;
        }

        for (var truth = 0; truth < k; truth++)
        {
            var sum = 0.0;
            for (var given = 0; given < k; given++) sum += table[(given * k) + truth];
            for (var given = 0; given < k; given++) table[(given * k) + truth] = sum > 0 ? table[(given * k) + truth] / sum : 1.0 / k;
        }
    }

    /// <returns>The greatest change of a probability.</returns>
    private static double Expect(CrowdAnswers answers, double[] logShares, double[] logRates, double[] posteriors, double[] sums, out double likelihood)
    {
        var k = answers.ClassCount;
        var moved = 0.0;
        likelihood = 0;
        for (var i = 0; i < answers.Count; i++)
        {
            logShares.CopyTo(sums, 0);
            for (var at = answers.Starts[i]; at < answers.Starts[i + 1]; at++)
                TensorPrimitives.Add(sums, logRates.AsSpan(((answers.People[at] * k) + answers.Classes[at]) * k, k), sums);

            if (answers.Known is { } known && known[i] >= 0)
            {
                likelihood += sums[known[i]];
                continue;
            }

            var row = posteriors.AsSpan(i * k, k);
            var most = TensorPrimitives.Max<double>(sums);
            // Without priors somebody can say what they were never known to say: then only the classes' shares are left.
            if (double.IsNegativeInfinity(most))
            {
                logShares.CopyTo(sums, 0);
                most = TensorPrimitives.Max<double>(sums);
            }

            var total = 0.0;
            for (var c = 0; c < k; c++) total += sums[c] = Math.Exp(sums[c] - most);
            likelihood += most + Math.Log(total);
            for (var c = 0; c < k; c++)
            {
                var p = sums[c] / total;
                moved = Math.Max(moved, Math.Abs(p - row[c]));
                row[c] = p;
            }
        }

        return moved;
    }
}
