using System.Collections.Concurrent;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Practice;

/// <summary>
/// How often the newest model gets each class wrong on images that judge it, so that people practise where the images
/// are hard. Nobody waits for it: while it is found out, what was known before holds.
/// </summary>
internal sealed partial class ModelConfusion(IModelStore models, ModelReviewer? reviewer, TimeProvider time, ILogger<ModelConfusion> logger)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    private static readonly IReadOnlyDictionary<long, double> Nothing = new Dictionary<long, double>();

    private readonly ConcurrentDictionary<long, Known> _known = [];

    /// <returns>Share of each class's images that the model gets wrong, by class id; empty where nothing is known.</returns>
    public IReadOnlyDictionary<long, double> Of(long projectId)
    {
        var now = time.GetUtcNow();
        var known = _known.GetOrAdd(projectId, _ => new Known(0, DateTimeOffset.MinValue, Nothing));
        if (reviewer is not null && now - known.LookedAt >= BetweenLooks && _known.TryUpdate(projectId, known with { LookedAt = now }, known))
            _ = Task.Run(() => LookAsync(projectId, now));
        return known.WrongOf;
    }

    private async Task LookAsync(long projectId, DateTimeOffset now)
    {
        try
        {
            var newest = (await models.ListAsync(projectId, CancellationToken.None)).LastOrDefault();
            // Without test images several models would have to be trained to know it: too much for this.
            if (newest is not { Evaluation.Basis: EvaluationBasis.TestSplit } || newest.Id == _known[projectId].VersionId)
                return;

            if (await models.FindAsync(newest.Id, CancellationToken.None) is not { } version
                || (await reviewer!.ReviewAsync(version, CancellationToken.None)).Review is not { } review)
                return;

            var matrix = review.Result.Confusion;
            _known[projectId] = new Known(newest.Id, now, version.ClassIds.Index().Where(c => matrix.Support(c.Index) > 0).ToDictionary(c => c.Item, c => 1 - matrix.Recall(c.Index)));
        }
        catch (Exception failure)
        {
            // Practice goes on by what the person confuses alone.
            LogFailed(failure, projectId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the newest model of project {ProjectId} confuses could not be found out")]
    private partial void LogFailed(Exception failure, long projectId);

    private sealed record Known(long VersionId, DateTimeOffset LookedAt, IReadOnlyDictionary<long, double> WrongOf);
}
