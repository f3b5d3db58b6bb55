using System.Collections.Concurrent;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Data;

public sealed class LabelQueueTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private static readonly LeaseSpan Now = new(Installation.Noon, FiveMinutes);

    [Fact]
    public async Task Sixteen_people_leasing_at_once_never_get_the_same_image()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 160);
        var person = await installation.PersonAsync();
        var leased = new ConcurrentBag<long>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(session => Task.Run(async () =>
        {
            while (await LeaseAsync(installation, project.Id, person, $"tab {session}") is { } lease)
                leased.Add(lease.ImageId);
        })));

        leased.Count.ShouldBe(160);
        leased.Distinct().Count().ShouldBe(160);
    }

    [Fact]
    public async Task Before_any_round_images_come_in_a_random_order_that_the_seed_decides()
    {
        await using var installation = await Installation.CreateAsync();
        var one = await installation.ProjectAsync(images: 30, "one", new() { Seed = 1 });
        var twin = await installation.ProjectAsync(images: 30, "twin", new() { Seed = 1 });
        var other = await installation.ProjectAsync(images: 30, "other", new() { Seed = 2 });

        var order = await OrderAsync(installation, one.Id);

        order.Count.ShouldBe(30);
        order.ShouldNotBe(order.Order(StringComparer.Ordinal).ToList());
        (await OrderAsync(installation, twin.Id)).ShouldBe(order);
        (await OrderAsync(installation, other.Id)).ShouldNotBe(order);
    }

    [Fact]
    public async Task The_newest_round_comes_first_in_its_order_and_then_what_older_rounds_left()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 6);
        var ids = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToList();
        await EndRoundAsync(installation, project.Id, ids[5], ids[4]);
        await EndRoundAsync(installation, project.Id, ids[4], ids[1]);
        var person = await installation.PersonAsync();

        var leases = new List<Lease>();
        while (await LeaseAsync(installation, project.Id, person, "tab") is { } lease)
            leases.Add(lease);

        leases.Count.ShouldBe(6);
        leases.Take(3).Select(l => (l.ImageId, l.Round, l.Rank, l.Reason)).ShouldBe(
            [(ids[4], 2, 0, PickReason.Start), (ids[1], 2, 1, PickReason.Start), (ids[5], 1, 0, PickReason.Start)]);
        leases.Skip(3).ShouldAllBe(l => l.Round == 0 && l.Reason == PickReason.Waiting);
    }

    [Fact]
    public async Task Who_skipped_an_image_gets_it_again_only_when_nothing_else_is_left_and_a_taken_back_skip_returns_it()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var person = await installation.PersonAsync();
        var first = (await LeaseAsync(installation, project.Id, person, "tab"))!;
        await installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), project.Id, first.ImageId, person, LabelKind.Skip, null, Installation.Noon, LabelSource.LabelPage), default);

        (await installation.Queue.CountAsync(project.Id, Installation.Noon, default)).ShouldBe(new QueueCounts(Waiting: 3, Leased: 0));
        (await LeaseAsync(installation, project.Id, person, "b"))!.ImageId.ShouldNotBe(first.ImageId);
        (await LeaseAsync(installation, project.Id, person, "b"))!.ImageId.ShouldNotBe(first.ImageId);
        (await LeaseAsync(installation, project.Id, person, "b"))!.ImageId.ShouldBe(first.ImageId);

        await installation.Queue.ReleaseAsync(new OpenPage(project.Id, person, "b"), default);
        await installation.Log.UndoAsync(new OpenPage(project.Id, person, "tab"), Guid.NewGuid(), null, Installation.Noon, Now, default);
        (await installation.Queue.CountAsync(project.Id, Installation.Noon, default)).ShouldBe(new QueueCounts(Waiting: 2, Leased: 1));
        (await HeldAsync(installation, project.Id, person, "tab")).Single(l => l.ImageId == first.ImageId).Rank.ShouldBe(first.Rank);
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_free_for_others_and_until_then_still_counts_for_its_holder()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var person = await installation.PersonAsync();
        var lease = (await LeaseAsync(installation, project.Id, person, "slow"))!;
        lease.Until.ShouldBe(Installation.Noon + FiveMinutes);

        (await LeaseAsync(installation, project.Id, person, "other")).ShouldBeNull();
        (await HeldAsync(installation, project.Id, person, "other")).ShouldBeEmpty();
        (await HeldAsync(installation, project.Id, person, "slow")).ShouldBe([lease]);

        var later = new LeaseSpan(Installation.Noon + FiveMinutes, FiveMinutes);
        (await installation.Queue.LeaseAsync(new OpenPage(project.Id, person, "other"), 1, later, default)).Single().ImageId.ShouldBe(lease.ImageId);
        (await HeldAsync(installation, project.Id, person, "slow")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Renewing_prolongs_what_the_session_holds_and_nothing_that_others_took()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var person = await installation.PersonAsync();
        var mine = (await LeaseAsync(installation, project.Id, person, "mine"))!;
        var theirs = (await LeaseAsync(installation, project.Id, person, "theirs"))!;

        var later = new LeaseSpan(Installation.Noon.AddMinutes(2), FiveMinutes);
        (await installation.Queue.RenewAsync(new OpenPage(project.Id, person, "mine"), later, default)).ShouldBe([mine with { Until = later.Until }]);

        (await HeldAsync(installation, project.Id, person, "theirs")).ShouldBe([theirs]);
    }

    [Fact]
    public async Task A_round_that_ends_leaves_leases_alone_and_passes_answered_images_over()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var person = await installation.PersonAsync();
        var held = (await LeaseAsync(installation, project.Id, person, "tab"))!;
        var answered = (await LeaseAsync(installation, project.Id, person, "tab"))!;
        await installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), project.Id, answered.ImageId, person, LabelKind.PoorExample, null, Installation.Noon, LabelSource.LabelPage), default);

        await EndRoundAsync(installation, project.Id, answered.ImageId, held.ImageId);

        (await HeldAsync(installation, project.Id, person, "tab")).ShouldBe([held with { Round = 1, Rank = 0, Reason = PickReason.Start }]);
        (await LeaseAsync(installation, project.Id, person, "other"))!.Round.ShouldBe(0);
        (await LeaseAsync(installation, project.Id, person, "other")).ShouldBeNull();
    }

    private static async Task<Lease?> LeaseAsync(Installation installation, long projectId, long person, string session) =>
        (await installation.Queue.LeaseAsync(new OpenPage(projectId, person, session), 1, Now, default)).SingleOrDefault();

    private static Task<IReadOnlyList<Lease>> HeldAsync(Installation installation, long projectId, long person, string session) =>
        installation.Queue.HeldAsync(new OpenPage(projectId, person, session), Installation.Noon, default);

    private static async Task<List<string>> OrderAsync(Installation installation, long projectId)
    {
        var names = (await installation.Images.ListAsync(projectId, default)).ToDictionary(i => i.Image.Id, i => i.Image.FileName);
        var order = new List<string>();
        while (await LeaseAsync(installation, projectId, await installation.PersonAsync(), "tab") is { } lease)
            order.Add(names[lease.ImageId]);
        return order;
    }

    private static async Task EndRoundAsync(Installation installation, long projectId, params long[] images)
    {
        var round = (await installation.Rounds.BeginAsync(projectId, QueryStrategy.Margin, images.Length, 1, Installation.Noon, default))!;
        round.Lack("no labels", 0, Installation.Noon);
        await installation.Rounds.EndAsync(round, [.. images.Select(i => new Pick(i, PickReason.Start))], default);
    }
}
