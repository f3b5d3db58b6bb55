using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal static class Leases
{
    public static Task<int> EndLeasesAsync(this IQueryable<QueueRow> rows, CancellationToken cancel) =>
        rows.ExecuteUpdateAsync(
            row => row.SetProperty(q => q.LeasePersonId, (long?)null)
                .SetProperty(q => q.LeaseSession, (string?)null)
                .SetProperty(q => q.LeasedUntil, (DateTimeOffset?)null),
            cancel);

    public static Task<int> LeaseToAsync(
        this IQueryable<QueueRow> rows, long personId, string session, DateTimeOffset until, CancellationToken cancel) =>
        rows.ExecuteUpdateAsync(
            row => row.SetProperty(q => q.LeasePersonId, personId)
                .SetProperty(q => q.LeaseSession, session)
                .SetProperty(q => q.LeasedUntil, until),
            cancel);
}
