using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class LabelQueue(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts) : ILabelQueue
{
    /// <summary>A turn renews only leases of which so much has passed.</summary>
    private const double RenewedAfter = 0.1;

    public Task<Turn> TakeTurnAsync(TurnRequest request, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                var (page, span) = (request.Page, request.Span);
                await LeaseBook.ExpireAsync(writing, page.ProjectId, span);
                AppendOutcome? outcome = request.Answer is { } answer ? await Appending.AppendAsync(writing, answer) : null;
                var hand = await FillAsync(writing, request);
                return new Turn(outcome, hand.Images, await TallyReader.ReadAsync(writing, page.ProjectId, hand.IsDry));
            },
            cancel);

    public Task<IReadOnlyList<Lease>> LeaseAsync(OpenPage page, int most, LeaseSpan span, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                await LeaseBook.ExpireAsync(writing, page.ProjectId, span);
                return await OfAsync(writing, page, await LeaseBook.TakeAsync(writing, page, most, span));
            },
            cancel);

    public Task<IReadOnlyList<Lease>> LeaseThoseAsync(OpenPage page, IReadOnlyList<long> imageIds, LeaseSpan span, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                await LeaseBook.ExpireAsync(writing, page.ProjectId, span);
                foreach (var imageId in imageIds)
                {
                    await LeaseBook.TakeThatAsync(writing, page, imageId, span);
                }

                return await OfAsync(writing, page, imageIds);
            },
            cancel);

    public Task ReleaseAsync(OpenPage page, CancellationToken cancel) =>
        writer.DoAsync(writing => LeaseBook.ReleaseAsync(writing, page), cancel);

    public Task<IReadOnlyList<Lease>> RenewAsync(OpenPage page, LeaseSpan span, CancellationToken cancel) =>
        writer.DoAsync<IReadOnlyList<Lease>>(
            async writing =>
            {
                await LeaseBook.ExpireAsync(writing, page.ProjectId, span);
                await LeaseBook.RenewAsync(writing, page, span, slack: TimeSpan.Zero);
                return (await LeaseBook.HeldAsync(writing, page)).ConvertAll(image => image.Lease);
            },
            cancel);

    public async Task<IReadOnlyList<Lease>> HeldAsync(OpenPage page, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var held = await context.Leases.AsNoTracking()
            .Where(l => l.ProjectId == page.ProjectId && l.Session == page.Session && l.PersonId == page.PersonId && l.Live && l.Until > now)
            .Join(context.Queue, l => l.ImageId, q => q.ImageId, (l, q) => new { l.Until, Place = q })
            .OrderByDescending(h => h.Place.Round).ThenBy(h => h.Place.Rank).ToListAsync(cancel);
        return held.ConvertAll(
            h => new Lease(h.Place.ImageId, h.Until, h.Place.Round, h.Place.Rank, h.Place.Reason, h.Place.ModelVersionId) { Why = h.Place.Why });
    }

    public async Task<IReadOnlySet<long>> AnsweredByAsync(long projectId, long personId, IReadOnlyList<long> imageIds, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var spoken = await Spoken.OfAsync(context, projectId, personId, imageIds, cancel);
        return spoken.Where(s => s.Value != LabelKind.Skip).Select(s => s.Key).ToHashSet();
    }

    public async Task<IReadOnlyList<QueuedImage>> NextAsync(long projectId, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // As a parameter: what would be written NOT "Open" no index serves.
        var open = true;
        var picked = context.Queue.AsNoTracking().Where(q => q.ProjectId == projectId && (q.Round > 0 || q.Again));
        var free = await picked.Where(q => q.Open == open).OrderByDescending(q => q.Again).ThenByDescending(q => q.Round).ThenBy(q => q.Rank).Take(most).ToListAsync(cancel);
        var held = await picked
            .Where(q => !q.Done && !q.Open && context.Leases.Any(l => l.ProjectId == projectId && l.Live == open && l.ImageId == q.ImageId)).ToListAsync(cancel);
        var next = free.Concat(held).OrderByDescending(q => q.Again).ThenByDescending(q => q.Round).ThenBy(q => q.Rank).Take(most).ToList();
        var ids = next.ConvertAll(q => q.ImageId);
        var images = await context.Images.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancel);
        return next.ConvertAll(q => new QueuedImage(images[q.ImageId], q.Reason, q.Why));
    }

    public async Task<QueueCounts> CountAsync(long projectId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var undone = await context.Tallies.Where(t => t.ProjectId == projectId).Select(t => t.Undone).SingleOrDefaultAsync(cancel);
        var leased = await context.Leases.Where(l => l.ProjectId == projectId && l.Live && l.Until > now)
            .Where(l => context.Queue.Any(q => q.ImageId == l.ImageId && !q.Done)).Select(l => l.ImageId).Distinct().CountAsync(cancel);
        return new QueueCounts(undone - leased, leased);
    }

    /// <summary>
    /// Fills the page's hand: what it holds without knowing first, then the best that is free. Dry is a project that has
    /// less for this person than asked for.
    /// </summary>
    private static async Task<(IReadOnlyList<HeldImage> Images, bool IsDry)> FillAsync(Writing writing, TurnRequest request)
    {
        if (request.Most == 0)
            return ([], false);

        var (page, span, known) = (request.Page, request.Span, request.Holding);
        await LeaseBook.RenewAsync(writing, page, span, slack: span.Duration * RenewedAfter);
        var held = await LeaseBook.HeldAsync(writing, page);
        var unknown = held.FindAll(image => !known.Contains(image.Lease.ImageId));
        var missing = request.Most - known.Count - unknown.Count;
        if (missing <= 0)
            return ([.. unknown.Take(request.Most)], false);

        var taken = await LeaseBook.TakeAsync(writing, page, missing, span);
        if (taken.Count > 0)
            unknown = (await LeaseBook.HeldAsync(writing, page)).FindAll(image => !known.Contains(image.Lease.ImageId));
        return (unknown, taken.Count < missing);
    }

    private static async Task<IReadOnlyList<Lease>> OfAsync(Writing writing, OpenPage page, IReadOnlyList<long> imageIds) =>
        [.. (await LeaseBook.HeldAsync(writing, page)).Select(image => image.Lease).Where(lease => imageIds.Contains(lease.ImageId))];
}
