using System.Collections.Concurrent;
using ActiveLabel.Core.Evaluation.Stopping;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Evaluation.Simulation.Stopping;

/// <summary>Watches replays and asks, after each, where the recommendation would have said stop: for <see cref="Simulator.Observer"/>.</summary>
public sealed class StoppingTracker
{
    private readonly ConcurrentDictionary<(QueryStrategy Strategy, int Seed), List<JudgedRound>> _replays = new();

    /// <summary>Rounds of one replay in their order; replays may come from several threads.</summary>
    public void Observe(QueryStrategy strategy, int seed, SimulatedState state) =>
        _replays.GetOrAdd((strategy, seed), _ => []).Add(JudgedRound.Of(state.Labels, state.Evaluation.Summary));

    /// <summary>One for each strategy seen, by name.</summary>
    public IReadOnlyList<StoppingTrack> Tracks() =>
    [
        .. _replays.GroupBy(r => r.Key.Strategy).OrderBy(g => g.Key.ToString(), StringComparer.Ordinal)
            .Select(g => Track(g.Key, [.. g.OrderBy(r => r.Key.Seed).Select(r => (r.Key.Seed, r.Value))])),
    ];

    private static StoppingTrack Track(QueryStrategy strategy, IReadOnlyList<(int Seed, List<JudgedRound> Rounds)> replays)
    {
        var curve = new MeanCurve([.. replays.Select(r => r.Rounds)]);
        return new StoppingTrack(strategy, curve.TruePoint, [.. replays.Select(r => Ask(r.Seed, [.. r.Rounds], curve))]);
    }

    private static StoppingReplay Ask(int seed, JudgedRound[] rounds, MeanCurve curve)
    {
        int? stop = null;
        foreach (var (labels, advice) in StoppingAdvisor.Follow(rounds))
        {
            if (advice.Verdict == StoppingVerdict.Stop)
                stop ??= labels;
        }

        var at = stop ?? curve.End;
        return new StoppingReplay(seed, stop, at - curve.TruePoint, curve.At(curve.End) - curve.At(at));
    }
}
