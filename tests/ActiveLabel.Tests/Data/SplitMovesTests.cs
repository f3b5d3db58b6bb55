using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Data;

public sealed class SplitMovesTests
{
    private static readonly LeaseSpan Span = new(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));

    [Fact]
    public async Task What_leaves_the_pool_leaves_the_queue_and_what_comes_gets_the_last_place()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 4);
        var ids = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToArray();

        await MoveAsync(installation, project, [ids[1]], Split.Test);

        (await installation.Queue.CountAsync(project.Id, Span.Now, default)).Waiting.ShouldBe(3);
        (await installation.Images.FindAsync(project.Id, ids[1], default))!.Image.Split.ShouldBe(Split.Test);

        await MoveAsync(installation, project, [ids[1]], Split.Pool);

        (await installation.Queue.CountAsync(project.Id, Span.Now, default)).Waiting.ShouldBe(4);
        var leased = await installation.Queue.LeaseAsync(new OpenPage(project.Id, await installation.PersonAsync(), "session-1"), 4, Span, default);
        leased.Count.ShouldBe(4);
        leased[^1].ImageId.ShouldBe(ids[1]);
    }

    [Fact]
    public async Task Labels_stay_and_what_is_counted_follows_the_image()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var ids = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToArray();
        await LabelAsync(installation, project, ids[0]);
        await LabelAsync(installation, project, ids[1]);

        await MoveAsync(installation, project, [ids[0]], Split.Test);

        (await installation.Log.ProgressAsync(project.Id, default)).Labelled.ShouldBe(1);
        (await installation.Images.FindAsync(project.Id, ids[0], default))!.Answer!.ClassId.ShouldBe(project.Classes[0].Id);
        await ShouldBeAsRebuiltAsync(installation, project);

        await MoveAsync(installation, project, [ids[0]], Split.Pool);

        (await installation.Log.ProgressAsync(project.Id, default)).Labelled.ShouldBe(2);
        (await installation.Queue.CountAsync(project.Id, Span.Now, default)).Waiting.ShouldBe(1);
        await ShouldBeAsRebuiltAsync(installation, project);
    }

    [Fact]
    public async Task A_removed_image_is_found_nowhere_takes_no_label_and_comes_back_as_it_was()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var ids = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToArray();
        await LabelAsync(installation, project, ids[0]);
        var before = await installation.Images.CountAsync(project.Id, null, default);

        await MoveAsync(installation, project, [ids[0], ids[1]], Split.Removed);

        (await installation.Images.CountAsync(project.Id, null, default)).ShouldSatisfyAllConditions(c => c.Pool.ShouldBe(1), c => c.Test.ShouldBe(0), c => c.PoolLabelled.ShouldBe(0));
        (await installation.Queue.CountAsync(project.Id, Span.Now, default)).Waiting.ShouldBe(1);
        (await installation.Images.SampleAsync(project.Id, split: null, classId: null, 9, default)).Select(i => i.Id).ShouldBe([ids[2]]);
        (await Should.ThrowAsync<WrongUseException>(() => LabelAsync(installation, project, ids[0]))).Message.ShouldContain("was removed from the project");
        (await installation.Log.HistoryAsync(project.Id, ids[0], default)).ShouldHaveSingleItem("its labels stay");
        await ShouldBeAsRebuiltAsync(installation, project);

        (await MoveAsync(installation, project, [ids[0]], Split.Test)).Moved.ShouldBeEmpty("it is not there to be moved");
        (await installation.Get<ISplitMoves>().BringBackAsync(project.Id, ids, await installation.PersonAsync(), Installation.Noon, default)).ShouldNotBeNull().Moved.ShouldBe(ids[..2]);

        (await installation.Images.CountAsync(project.Id, null, default)).ShouldBe(before);
        (await installation.Images.FindAsync(project.Id, ids[0], default))!.Answer!.ClassId.ShouldBe(project.Classes[0].Id);
        await ShouldBeAsRebuiltAsync(installation, project);
        (await installation.Get<IChangeLog>().AfterAsync(project.Id, 0, 99, default)).Where(c => c.Kind == ChangeKind.Images)
            .Select(c => ChangeWords.Of(c, _ => null)).ShouldBe(["moved 2 images out of the project", "moved 2 images back into the project"]);
    }

    [Fact]
    public async Task A_test_image_that_is_brought_back_is_a_test_image()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var ids = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToArray();
        await MoveAsync(installation, project, [ids[1]], Split.Test);
        await MoveAsync(installation, project, ids, Split.Removed);

        await installation.Get<ISplitMoves>().BringBackAsync(project.Id, ids, await installation.PersonAsync(), Installation.Noon, default);

        (await installation.ListAsync(project)).Select(i => i.Image.Split).ShouldBe([Split.Pool, Split.Test]);
        (await installation.Queue.CountAsync(project.Id, Span.Now, default)).Waiting.ShouldBe(1);
    }

    [Fact]
    public async Task Images_that_come_again_with_their_class_stay_removed()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var image = (await installation.ListAsync(project))[0].Image;
        await MoveAsync(installation, project, [image.Id], Split.Removed);

        var added = await installation.Images.AddAsync(project.Id, [new NewImage(image, project.Classes[0].Id)], default);

        (added.Added, added.LabelsAdded).ShouldBe((0, 0));
        (await installation.Images.FindAsync(project.Id, image.Id, default)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            i => i.Image.Split.ShouldBe(Split.Removed), i => i.Answer.ShouldBeNull());
    }

    [Fact]
    public async Task Every_move_is_remembered_with_who_when_and_after_which_round()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 3);
        var ids = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToArray();
        await MoveAsync(installation, project, [ids[2], ids[0]], Split.Test);
        await EndRoundAsync(installation, project);
        await MoveAsync(installation, project, [ids[0]], Split.Pool);

        var moves = await installation.Get<ISplitMoves>().ListAsync(project.Id, default);

        moves.Select(m => (m.ImageId, m.From, m.To, m.AfterRound)).ShouldBe(
            [(ids[2], Split.Pool, Split.Test, 0), (ids[0], Split.Pool, Split.Test, 0), (ids[0], Split.Test, Split.Pool, 1)]);
        moves.ShouldAllBe(m => m.At == Installation.Noon);
        var history = new SplitHistory(moves);
        history.During(1, ids[0], Split.Pool).ShouldBe(Split.Test);
        history.During(2, ids[0], Split.Pool).ShouldBe(Split.Pool);
        history.During(1, ids[1], Split.Pool).ShouldBe(Split.Pool);
    }

    [Fact]
    public async Task Splits_stay_as_they_are_while_a_round_computes()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var id = (await installation.ListAsync(project))[0].Image.Id;
        await installation.Rounds.BeginAsync(project.Id, QueryStrategy.Margin, 10, 1, Installation.Noon, default);

        (await installation.Get<ISplitMoves>().MoveAsync(project.Id, [id], Split.Test, await installation.PersonAsync(), Installation.Noon, default)).ShouldBeNull();

        (await installation.Images.FindAsync(project.Id, id, default))!.Image.Split.ShouldBe(Split.Pool);
    }

    [Fact]
    public async Task What_somebody_looks_at_stays_where_it_is()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 2);
        var page = new OpenPage(project.Id, await installation.PersonAsync(), "session-1");
        var held = (await installation.Queue.LeaseAsync(page, 1, Span, default))[0].ImageId;
        var free = (await installation.ListAsync(project)).Select(i => i.Image.Id).Single(id => id != held);

        var outcome = await MoveAsync(installation, project, [held, free], Split.Test);

        outcome.Held.ShouldBe([held]);
        outcome.Moved.ShouldBe([free]);
    }

    [Fact]
    public async Task An_image_of_another_project_moves_nothing()
    {
        await using var installation = await Installation.CreateAsync();
        var (mine, other) = (await installation.ProjectAsync(images: 1), await installation.ProjectAsync(images: 1, name: "Others"));
        var (id, foreign) = ((await installation.ListAsync(mine))[0].Image.Id, (await installation.ListAsync(other))[0].Image.Id);

        var refused = await Should.ThrowAsync<WrongUseException>(() => MoveAsync(installation, mine, [id, foreign], Split.Test));

        refused.Message.ShouldContain($"has no image {foreign}");
        (await installation.Images.FindAsync(mine.Id, id, default))!.Image.Split.ShouldBe(Split.Pool);
        (await installation.Get<ISplitMoves>().ListAsync(mine.Id, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Moving_twice_is_moving_once()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var id = (await installation.ListAsync(project))[0].Image.Id;
        await MoveAsync(installation, project, [id], Split.Test);

        (await MoveAsync(installation, project, [id, id], Split.Test)).Moved.ShouldBeEmpty();

        (await installation.Get<ISplitMoves>().ListAsync(project.Id, default)).Count.ShouldBe(1);
    }

    private static async Task<SplitMoveOutcome> MoveAsync(Installation installation, Project project, long[] ids, Split to) =>
        (await installation.Get<ISplitMoves>().MoveAsync(project.Id, ids, to, await installation.PersonAsync(), Installation.Noon, default)).ShouldNotBeNull();

    private static async Task LabelAsync(Installation installation, Project project, long imageId) => await installation.Log.AppendAsync(
        new LabelEntry(Guid.NewGuid(), project.Id, imageId, await installation.PersonAsync(), LabelKind.Class, project.Classes[0].Id, Installation.Noon, LabelSource.Review),
        default);

    private static async Task EndRoundAsync(Installation installation, Project project)
    {
        var round = (await installation.Rounds.BeginAsync(project.Id, QueryStrategy.Margin, 10, 1, Installation.Noon, default)).ShouldNotBeNull();
        round.Lack("nothing yet", 0, Installation.Noon);
        await installation.Rounds.EndAsync(round, [], default);
    }

    /// <summary>The tally is the same as if it were derived from the log alone.</summary>
    private static async Task ShouldBeAsRebuiltAsync(Installation installation, Project project)
    {
        await using var context = await installation.ContextAsync();
        var kept = await context.Tallies.AsNoTracking().SingleAsync(t => t.ProjectId == project.Id);
        await installation.Get<SharedWriter>().DoAsync(writing => LabelProjection.RebuildAsync(writing, project.Id), default);
        var rebuilt = await context.Tallies.AsNoTracking().SingleAsync(t => t.ProjectId == project.Id);
        (kept.Labelled, kept.Undone, kept.SinceRound).ShouldBe((rebuilt.Labelled, rebuilt.Undone, rebuilt.SinceRound));
    }
}
