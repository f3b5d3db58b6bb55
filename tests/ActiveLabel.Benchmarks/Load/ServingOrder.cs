using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Benchmarks.Load;

/// <summary>Whether the best free image was given each time: of the newest round that had one, the one of lowest rank.</summary>
internal sealed class ServingOrder(IReadOnlyList<Round> rounds, TimeSpan slack)
{
    /// <summary>
    /// Counts what was given although an image of a newer round, or of the same and a lower rank, was surely free: its round
    /// had ended before the request was sent, and it was given to somebody later, by a request sent after this one's answer.
    /// </summary>
    /// <param name="ranks">Round and rank under which each image was labelled.</param>
    public (int PassedOver, int Judged) CountPassedOver(IReadOnlyList<Served> served, IReadOnlyDictionary<long, (int Round, int Rank)> ranks)
    {
        var ended = rounds.Where(r => r.FinishedAt is not null).ToDictionary(r => r.Number, r => r.FinishedAt!.Value + slack);
        var known = served.Where(s => ranks.TryGetValue(s.Image, out var at) && at.Round == s.Round).ToList();
        var later = known.GroupBy(s => s.Round).Where(g => ended.ContainsKey(g.Key)).OrderBy(g => g.Key)
            .Select(g => (Round: g.Key, Ended: ended[g.Key], Lowest: new LowestLater([.. g.Select(s => (s.Asked, ranks[s.Image].Rank))]))).ToList();
        var passedOver = known.Count(s => later.Exists(
            l => l.Round >= s.Round && l.Ended < s.Asked && l.Lowest.After(s.Got) is { } lowest && (l.Round > s.Round || lowest < ranks[s.Image].Rank)));
        return (passedOver, known.Count);
    }

    /// <summary>The lowest rank among what was asked for after a moment.</summary>
    private sealed class LowestLater
    {
        private readonly DateTimeOffset[] _asked;
        private readonly int[] _lowest;

        public LowestLater(List<(DateTimeOffset Asked, int Rank)> given)
        {
            given.Sort();
            _asked = [.. given.Select(g => g.Asked)];
            _lowest = [.. given.Select(g => g.Rank)];
            for (var i = _lowest.Length - 2; i >= 0; i--) _lowest[i] = Math.Min(_lowest[i], _lowest[i + 1]);
        }

        public int? After(DateTimeOffset moment)
        {
            var at = Array.BinarySearch(_asked, moment);
            for (at = at < 0 ? ~at : at; at < _asked.Length && _asked[at] <= moment; at++)
            {
                // Past those asked for at the very moment.
            }

            return at < _lowest.Length ? _lowest[at] : null;
        }
    }
}
