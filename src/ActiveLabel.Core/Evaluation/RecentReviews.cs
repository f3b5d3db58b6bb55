using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation;

/// <summary>The newest results of judging, for as long as version, labels and pool are what they were: a page that is opened again need not wait.</summary>
internal sealed class RecentReviews
{
    /// <summary>A result holds the probabilities of its judging images, a few MB at most.</summary>
    private const int Most = 8;

    private readonly Lock _lock = new();
    private readonly List<(Key Key, EvaluationResult Result)> _kept = [];

    public EvaluationResult? Find(Key key)
    {
        lock (_lock)
            return _kept.Find(k => k.Key == key).Result;
    }

    public void Keep(Key key, EvaluationResult result)
    {
        lock (_lock)
        {
            _kept.RemoveAll(k => k.Key == key);
            _kept.Insert(0, (key, result));
            if (_kept.Count > Most)
                _kept.RemoveAt(Most);
        }
    }

    /// <summary>All that a result hangs on.</summary>
    internal sealed record Key(long VersionId, EvaluationBasis Basis, string Training, string Tests, string Audit, int Unlabelled, bool SpreadLabels, int Seed)
    {
        public static Key Of(ModelVersion version, EvaluationBasis basis, ProjectSnapshot snapshot) => new(
            version.Id, basis, snapshot.HashOf(snapshot.Labelled), snapshot.HashOf(snapshot.Test),
            snapshot.HashOf([.. snapshot.Labelled.Where(i => i.Answer!.Audit)]), snapshot.Unlabelled.Count,
            snapshot.Project.Policy.SpreadLabels, snapshot.Project.Policy.Seed);
    }
}
