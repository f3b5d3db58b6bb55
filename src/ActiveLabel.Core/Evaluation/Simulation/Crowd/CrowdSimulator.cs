using ActiveLabel.Core.Evaluation.Simulation.Curves;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Simulation.Crowd;

/// <param name="Answers">Bought so far.</param>
/// <param name="Difference">Of the balanced accuracy, seed by seed, from the first plan's; null for the first.</param>
public sealed record CrowdRound(int Answers, Estimate Images, Estimate LabelAccuracy, Estimate Accuracy, Estimate BalancedAccuracy, Estimate? Difference);

/// <param name="Mean">Balanced accuracy, mean over the rounds.</param>
/// <param name="Difference">Of that, seed by seed, from the first plan's; null for the first.</param>
public sealed record CrowdCurve(CrowdPlan Plan, IReadOnlyList<CrowdRound> Rounds, Estimate Mean, Estimate? Difference);

/// <summary>Holds ways to buy the same number of answers against each other, on all cores.</summary>
public sealed class CrowdSimulator(ITrainer trainer)
{
    /// <summary>The same set, options and program give the same curves, whatever the number of threads.</summary>
    /// <exception cref="WrongUseException">The options are out of bounds, or nothing can be trained.</exception>
    public IReadOnlyList<CrowdCurve> Run(LabelledSet set, CrowdOptions options, IProgress<SimulationProgress>? progress, CancellationToken cancel)
    {
        options.Check();
        set.RequireReplayable();
        var replay = new CrowdReplay(trainer, set, options);
        var runs = new IReadOnlyList<CrowdState>[options.Plans.Count, options.Seeds];
        var (done, total) = (0, runs.Length * (options.Rounds + 1));
        try
        {
            Parallel.For(0, runs.Length, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
            {
                var (plan, seed) = (run % options.Plans.Count, run / options.Plans.Count);
                runs[plan, seed] = [.. replay.Run(options.Plans[plan], seed + 1, cancel).Select(Count)];
            });
        }
        catch (AggregateException e) when (e.InnerExceptions is [WrongUseException wrong, ..])
        {
            throw new WrongUseException(wrong.Message, e);
        }

        // One plan's pool may end a round before another's.
        var rounds = runs.Cast<IReadOnlyList<CrowdState>>().Min(r => r.Count);
        return [.. options.Plans.Select((plan, p) => CurveOf(plan, Of(p), p == 0 ? null : Of(0), rounds))];

        IReadOnlyList<CrowdState>[] Of(int plan) => [.. Enumerable.Range(0, options.Seeds).Select(seed => runs[plan, seed])];

        CrowdState Count(CrowdState state)
        {
            progress?.Report(new SimulationProgress(Interlocked.Increment(ref done), total));
            return state;
        }
    }

    private static CrowdCurve CurveOf(CrowdPlan plan, IReadOnlyList<CrowdState>[] own, IReadOnlyList<CrowdState>[]? first, int rounds)
    {
        return new CrowdCurve(
            plan,
            [
                .. Enumerable.Range(0, rounds).Select(r => new CrowdRound(
                    own[0][r].Answers, Each(s => s.Images, r), Each(s => s.LabelAccuracy, r), Each(s => s.Accuracy, r), Each(s => s.BalancedAccuracy, r),
                    first is null ? null : Estimate.OfDifferences([.. own.Select(run => run[r].BalancedAccuracy)], [.. first.Select(run => run[r].BalancedAccuracy)]))),
            ],
            Estimate.Of([.. own.Select(Mean)]),
            first is null ? null : Estimate.OfDifferences([.. own.Select(Mean)], [.. first.Select(Mean)]));

        Estimate Each(Func<CrowdState, double> figure, int round) => Estimate.Of([.. own.Select(run => figure(run[round]))]);

        double Mean(IReadOnlyList<CrowdState> run) => run.Take(rounds).Average(s => s.BalancedAccuracy);
    }
}
