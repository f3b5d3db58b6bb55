using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.Data.Labels;
using ActiveLabel.Data.Lineage;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Tests.Data;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Rounds.Lineage;

public sealed class RebuildTests
{
    /// <summary>Every kind of history at once: more labels, corrections, undo, poor examples, new images, other settings, a restarted server.</summary>
    [Theory]
    [InlineData(PenaltyChoice.Fixed, TrainerKind.ElasticNet, true)]
    [InlineData(PenaltyChoice.Automatic, TrainerKind.ElasticNet, true)]
    [InlineData(PenaltyChoice.Fixed, TrainerKind.ElasticNet, false)]
    [InlineData(PenaltyChoice.Fixed, TrainerKind.Sdca, false)]
    [InlineData(PenaltyChoice.Fixed, TrainerKind.LightGbm, false)]
    public async Task Whatever_has_happened_since_every_round_comes_out_again_to_the_last_bit(PenaltyChoice penalties, TrainerKind trainer, bool spread)
    {
        await using var world = await World.CreateAsync(
            pool: 220, labelledTests: 30, policy: new ProjectPolicy { Penalties = penalties, Trainer = trainer, SpreadLabels = spread, AuditShare = 0.3 }, spare: 160);
        var engine = world.Engine();
        await world.LabelAsync(24);
        await RunAsync(engine);

        await world.LabelAsync(12);
        await CorrectAsync(world, 3);
        await RunAsync(engine);

        await world.AddAsync(20);
        await world.LabelAsync(12);
        await UndoAsync(world);
        await RunAsync(engine);

        // The server starts anew: what it kept in memory is lost.
        engine = world.Engine();
        await world.LabelAsync(12);
        await RunAsync(engine);

        await world.AddAsync(140);
        await world.LabelAsync(20);
        await world.Installation.Projects.ChangeAsync(world.Project.Id, p => p.Follow(p.Policy with { L2 = 0.5f, Seed = 7, Weights = ClassWeights.Equal }), default);
        await RunAsync(engine);
        await CorrectAsync(world, 5);
        await world.LabelAsync(40);
        await RunAsync(engine);
        await world.LabelAsync(10);

        foreach (var round in await world.Installation.Rounds.ListAsync(world.Project.Id, default))
        {
            var report = await world.Rebuilder().RebuildAsync(world.Project.Id, round.Number, default);

            report.Verdict.ShouldBe(RebuildVerdict.Identical, Told(report));
            report.WasRecorded.ShouldBeTrue();
            report.RebuiltHash.ShouldBe(report.WeightsHash);
            report.Checks.ShouldAllBe(c => c.IsSame == true);
            report.Checks.Select(c => c.Part).ShouldContain(RebuildPart.Weights);
            report.Checks.Any(c => c.Part == RebuildPart.Graph).ShouldBe(spread);
            report.Reasons.ShouldBeEmpty();
        }

        async Task RunAsync(RoundEngine by)
        {
            var round = (await by.RunAsync(world.Project.Id, default)).ShouldNotBeNull();
            round.State.ShouldBe(RoundState.Ready, round.Reason);
        }
    }

    [Fact]
    public async Task What_counts_is_what_the_round_read_not_when_it_began()
    {
        await using var world = await World.CreateAsync(pool: 90);
        await world.LabelAsync(15);
        // Somebody labels while the round has begun and not read yet.
        var begun = (await world.Installation.Rounds.BeginAsync(world.Project.Id, world.Project.Policy.Strategy, 10, 1, DateTimeOffset.UnixEpoch, default)).ShouldNotBeNull();
        await world.LabelAsync(3);
        var walked = await Walk(world, begun);
        walked.LabelCount.ShouldBe(18);
        await world.LabelAsync(4);

        (await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default)).Verdict.ShouldBe(RebuildVerdict.Identical);

        static Task<Round> Walk(World world, Round round) => world.Engine().ResumeAsync(round, default);
    }

    [Fact]
    public async Task Vectors_that_are_not_those_of_then_are_named_and_the_model_is_another()
    {
        await using var world = await World.CreateAsync(pool: 90);
        await TrainAsync(world);

        world.Vectors.Spoil();
        var report = await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default);

        report.Verdict.ShouldBe(RebuildVerdict.Different);
        Check(report, RebuildPart.TrainingSet).IsSame.ShouldBe(true);
        Check(report, RebuildPart.Vectors).IsSame.ShouldBe(false);
        Check(report, RebuildPart.Weights).Detail.ShouldNotBeNull().ShouldContain("differ, by");
        report.Reasons.ShouldContain("The vectors are not those of then.");
    }

    [Fact]
    public async Task A_vector_that_is_gone_makes_it_impossible_and_says_whose_it_was()
    {
        await using var world = await World.CreateAsync(pool: 90);
        await TrainAsync(world);

        await world.Installation.Get<IVectorIndex>().ForgetAsync(world.Vectors.Featurizer.Id, [4, 5], default);
        var report = await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default);

        report.Verdict.ShouldBe(RebuildVerdict.Impossible);
        report.Reasons[0].ShouldBe(
            "'knot 4.jpg' and 1 more images, which the round read, have no feature vector of the network 'net' (known-vectors) any more: featurize the project by that network again.");
    }

    [Fact]
    public async Task A_log_that_was_changed_behind_the_programs_back_does_not_pass()
    {
        await using var world = await World.CreateAsync(pool: 90);
        await TrainAsync(world);

        await using (var context = await world.Installation.ContextAsync())
        {
            var first = await context.Labels.OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence)).Select(l => l.Id).FirstAsync();
            var other = world.Project.Classes[0].Id;
            await context.Labels.Where(l => l.Id == first).ExecuteUpdateAsync(set => set.SetProperty(l => l.ClassId, l => l.ClassId == other ? other + 1 : other));
        }

        var report = await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default);

        report.Verdict.ShouldBe(RebuildVerdict.Different);
        Check(report, RebuildPart.Log).Detail.ShouldBe("Of 1 image the log up to there says something else than the round took.");
        Check(report, RebuildPart.Weights).IsSame.ShouldBe(true, "the answers that the round took are recorded, and make the same model");
        report.Reasons[0].ShouldStartWith("The log does not give the labels of then");
    }

    [Fact]
    public async Task A_clock_that_is_turned_back_changes_nothing()
    {
        await using var world = await World.CreateAsync(pool: 90);
        await TrainAsync(world);
        var image = (await world.Installation.ListAsync(world.Project)).First(i => i.Answer is not null).Image;
        await world.Installation.Log.AppendAsync(
            new LabelEntry(
                Guid.NewGuid(), world.Project.Id, image.Id, await world.Installation.PersonAsync(), LabelKind.PoorExample, null,
                DateTimeOffset.UnixEpoch, LabelSource.Review),
            default);

        (await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default)).Verdict.ShouldBe(RebuildVerdict.Identical);
    }

    [Fact]
    public async Task Rounds_that_cannot_be_rebuilt_say_why()
    {
        await using var world = await World.CreateAsync(pool: 60);
        await RefusedAsync(1, "'Knots' has had no round yet.");

        await world.Engine().RunAsync(world.Project.Id, default);
        await RefusedAsync(1, "Round 1 of 'Knots' made no model, so there is nothing to rebuild. No image is labelled yet: a model needs labels of at least two classes.");
        await RefusedAsync(9, "'Knots' has no round 9: its rounds are 1 to 1.");
        await RefusedAsync(-1, "'Knots' has no round -1: its rounds are 1 to 1.");

        await world.Installation.Rounds.BeginAsync(world.Project.Id, world.Project.Policy.Strategy, 10, 1, DateTimeOffset.UnixEpoch, default);
        await RefusedAsync(2, "Round 2 of 'Knots' is under way: wait until it is over.");

        async Task RefusedAsync(int number, string message) =>
            (await Should.ThrowAsync<WrongUseException>(() => world.Rebuilder().RebuildAsync(world.Project.Id, number, default))).Message.ShouldBe(message);
    }

    [Fact]
    public async Task Many_rebuilds_at_once_while_a_round_runs_do_not_disturb_each_other()
    {
        await using var world = await World.CreateAsync(pool: 120);
        await TrainAsync(world);
        await world.LabelAsync(10);
        var rebuilder = world.Rebuilder();

        var round = world.Engine().RunAsync(world.Project.Id, default);
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rebuilder.RebuildAsync(world.Project.Id, 1, default)));

        reports.ShouldAllBe(r => r.Verdict == RebuildVerdict.Identical);
        (await round).ShouldNotBeNull().State.ShouldBe(RoundState.Ready);
    }

    [Theory]
    [InlineData(false, RebuildVerdict.Identical)]
    [InlineData(true, RebuildVerdict.Identical)]
    public async Task A_version_from_before_it_was_recorded_is_verified_as_far_as_that_goes(bool spread, RebuildVerdict verdict)
    {
        await using var world = await World.CreateAsync(pool: 90, policy: new ProjectPolicy { SpreadLabels = spread });
        await TrainAsync(world);
        await using (var context = await world.Installation.ContextAsync()) await context.ModelOrigins.ExecuteDeleteAsync();

        var report = await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default);

        // Nothing was added since, so that even the graph comes out as it was.
        (report.WasRecorded, report.Verdict).ShouldBe((false, verdict));
        report.Checks.Select(c => c.Part).ShouldBe([RebuildPart.TrainingSet, RebuildPart.Weights]);
    }

    [Fact]
    public async Task An_old_version_is_verified_in_the_splits_of_then()
    {
        await using var world = await World.CreateAsync(pool: 90, policy: new ProjectPolicy { SpreadLabels = false });
        await TrainAsync(world);
        await using (var context = await world.Installation.ContextAsync()) await context.ModelOrigins.ExecuteDeleteAsync();
        var labelled = (await world.Installation.ListAsync(world.Project)).First(i => i.Answer is not null).Image.Id;
        await world.Installation.Get<ISplitMoves>().MoveAsync(world.Project.Id, [labelled], Split.Test, await world.Installation.PersonAsync(), Installation.Noon, default);

        (await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default)).Verdict.ShouldBe(RebuildVerdict.Identical);
    }

    [Fact]
    public async Task A_round_is_rebuilt_with_the_images_that_were_removed_since_and_the_next_learns_without_them()
    {
        await using var world = await World.CreateAsync(pool: 90, labelledTests: 12);
        await TrainAsync(world);
        var person = await world.Installation.PersonAsync();
        var all = await world.Installation.ListAsync(world.Project);
        long[] gone = [all.First(i => i.Image.Split == Split.Pool && i.Answer is not null).Image.Id, all.First(i => i.Image.Split == Split.Test).Image.Id];
        await world.Installation.Get<ISplitMoves>().MoveAsync(world.Project.Id, gone, Split.Removed, person, Installation.Noon, default);

        (await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default)).Verdict.ShouldBe(RebuildVerdict.Identical);
        var before = (await world.Installation.Models.LatestAsync(world.Project.Id, default))!;
        var snapshot = await world.Snapshots.TakeAsync(world.Project.Id, default);
        snapshot.Images.ShouldAllBe(i => !gone.Contains(i.Id));
        await world.Engine().RunAsync(world.Project.Id, default);
        var after = (await world.Installation.Models.LatestAsync(world.Project.Id, default))!;
        (after.TrainingCount, after.Evaluation!.Count).ShouldBe((before.TrainingCount - 1, before.Evaluation!.Count - 1));
    }

    [Fact]
    public async Task Damaged_records_of_a_round_do_not_keep_the_next_from_training_and_recording()
    {
        await using var world = await World.CreateAsync(pool: 90, policy: new ProjectPolicy { SpreadLabels = false });
        await TrainAsync(world);
        await using (var context = await world.Installation.ContextAsync())
            await context.OriginParts.ExecuteUpdateAsync(set => set.SetProperty(p => p.Bytes, new byte[] { 7 }));

        await TrainAsync(world);

        (await world.Installation.Models.LatestAsync(world.Project.Id, default)).ShouldNotBeNull().Number.ShouldBe(2);
    }

    [Fact]
    public async Task Of_an_old_version_whose_graph_nobody_knows_any_more_that_is_said()
    {
        await using var world = await World.CreateAsync(pool: 90, spare: 80);
        await TrainAsync(world);
        await using (var context = await world.Installation.ContextAsync()) await context.ModelOrigins.ExecuteDeleteAsync();
        await world.AddAsync(80);

        var report = await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default);

        report.Verdict.ShouldBe(RebuildVerdict.Different);
        Check(report, RebuildPart.TrainingSet).IsSame.ShouldBe(true);
        report.Reasons.ShouldContain("It was trained before it was recorded by what rounds guess, and it learned from guesses: only its training set can be checked.");
    }

    [Fact]
    public async Task A_graph_that_is_kept_serves_again_and_one_that_is_damaged_or_gone_is_made_again()
    {
        await using var world = await World.CreateAsync(pool: 90);
        await TrainAsync(world);
        var kept = Directory.GetFiles(world.Installation.Folder.Graphs).ShouldHaveSingleItem();

        await IdenticalAsync();
        var bytes = await File.ReadAllBytesAsync(kept);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(kept, bytes);
        await IdenticalAsync();
        await File.WriteAllBytesAsync(kept, bytes[..100]);
        await IdenticalAsync();
        File.Delete(kept);
        await IdenticalAsync();

        async Task IdenticalAsync() =>
            (await world.Rebuilder().RebuildAsync(world.Project.Id, 1, default)).Verdict.ShouldBe(RebuildVerdict.Identical);
    }

    [Fact]
    public void Only_the_newest_graphs_are_kept()
    {
        using var folder = new TemporaryFolder();
        var shelf = new GraphShelf(new DataFolder(folder.Path));
        var graph = NeighbourGraph.Of([1, 2, 3], new VectorRows(new VectorTable(new float[] { 1, 0, 0, 1, 1, 1 }, 2), [0, 1, 2]), new HashSet<long>(), 1, default);

        for (var n = 0; n < 12; n++) shelf.Keep($"{n:x64}", graph);

        Directory.GetFiles(new DataFolder(folder.Path).Graphs).Length.ShouldBe(8);
        shelf.Find($"{11:x64}").ShouldNotBeNull().ImageIds.ShouldBe(graph.ImageIds);
        shelf.Find($"{99:x64}").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_recorded_of_many_rounds_stays_small()
    {
        await using var world = await World.CreateAsync(pool: 300);
        var engine = world.Engine();
        for (var n = 0; n < 8; n++)
        {
            await world.LabelAsync(12);
            await engine.RunAsync(world.Project.Id, default);
        }

        await using var context = await world.Installation.ContextAsync();
        (await context.ModelOrigins.CountAsync()).ShouldBe(8);
        (await context.OriginParts.CountAsync()).ShouldBeLessThanOrEqualTo(4 + 8, "pool, no tests, one graph and its first labels, whatever the number of rounds, and each round's new answers");
        (await context.OriginParts.Select(p => p.Bytes.Length).ToListAsync()).Max().ShouldBeLessThan(400);
    }

    private static async Task TrainAsync(World world)
    {
        await world.LabelAsync(18);
        (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull().State.ShouldBe(RoundState.Ready);
    }

    private static RebuildCheck Check(RebuildReport report, RebuildPart part) => report.Checks.Single(c => c.Part == part);

    private static string Told(RebuildReport report) =>
        $"Round {report.Round}: {string.Join("; ", report.Checks.Where(c => c.IsSame != true).Select(c => $"{c.Part} {c.Detail}"))} {string.Join(' ', report.Reasons)}";

    private static async Task CorrectAsync(World world, int count)
    {
        var person = await world.Installation.PersonAsync();
        var answered = (await world.Installation.ListAsync(world.Project)).Where(i => i.Answer is not null && i.Image.Split == Split.Pool).Take(count).ToList();
        foreach (var (at, image) in answered.Index())
        {
            var kind = at == 0 ? LabelKind.PoorExample : LabelKind.Class;
            await world.Installation.Log.AppendAsync(
                new LabelEntry(
                    Guid.NewGuid(), world.Project.Id, image.Image.Id, person, kind, at == 0 ? null : world.Project.Classes[(World.Number(image.Image) + 1) % 3].Id,
                    Installation.Noon, LabelSource.Review),
                default);
        }
    }

    private static async Task UndoAsync(World world)
    {
        var page = new OpenPage(world.Project.Id, await world.Installation.PersonAsync(), "session");
        (await world.Installation.Log.UndoAsync(page, Guid.NewGuid(), null, Installation.Noon, new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(5)), default)).ShouldNotBeNull();
    }
}
