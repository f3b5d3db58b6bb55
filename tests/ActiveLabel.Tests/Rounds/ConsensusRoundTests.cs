using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Tests.Data;

namespace ActiveLabel.Tests.Rounds;

/// <summary>Rounds of projects in which several people answer about an image.</summary>
public sealed class ConsensusRoundTests
{
    private static readonly LeaseSpan Now = new(Installation.Noon, TimeSpan.FromMinutes(5));

    [Fact]
    public async Task A_round_weighs_people_by_how_right_they_are_and_keeps_what_it_found()
    {
        await using var world = await World.CreateAsync(pool: 40, policy: new() { Consensus = ConsensusMethod.DawidSkene });
        var people = await OverlapTests.PeopleAsync(world.Installation, 3);
        var images = (await world.Installation.ListAsync(world.Project)).Select(i => (i.Image.Id, Right: World.Number(i.Image) % 3)).ToList();
        foreach (var (id, right) in images)
        {
            await SayAsync(world, id, people[0], right);
            await SayAsync(world, id, people[1], right);
        }

        // Whoever answered last is always wrong.
        foreach (var (id, right) in images) await SayAsync(world, id, people[2], (right + 1) % 3);
        var opinions = world.Installation.Get<IOpinionStore>();
        (await opinions.FindAsync(world.Project.Id, default)).ShouldBeNull();

        var round = (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull();

        round.State.ShouldBe(RoundState.Ready, round.Reason);
        var kept = (await opinions.FindAsync(world.Project.Id, default)).ShouldNotBeNull();
        kept.People.Select(p => p.PersonId).ShouldBe(people);
        kept.People[0].Accuracy.ShouldBeGreaterThan(0.9);
        kept.People[2].Accuracy.ShouldBeLessThan(0.25);
        (kept.Shared, kept.Disputed, kept.Converged).ShouldBe((40, 40, true));
        (await world.Installation.ListAsync(world.Project)).ShouldAllBe(i =>
            i.Answer!.ClassId == world.Project.Classes[World.Number(i.Image) % 3].Id && i.Answer.Confidence > 0.9);
    }

    [Fact]
    public async Task Between_rounds_the_majority_serves_and_another_method_counts_at_once_without_losing_an_answer()
    {
        await using var world = await World.CreateAsync(pool: 3, policy: new() { Consensus = ConsensusMethod.MajorityVote });
        var people = await OverlapTests.PeopleAsync(world.Installation, 3);
        var image = (await world.Installation.ListAsync(world.Project))[0].Image.Id;
        await SayAsync(world, image, people[0], 0);
        await SayAsync(world, image, people[1], 0);
        await SayAsync(world, image, people[2], 1);
        (await AnswerAsync(world, image)).ShouldBe(new Answer(world.Project.Classes[0].Id, false, LabelSource.LabelPage) { Confidence = 2 / 3.0 });

        await ChooseAsync(world, ConsensusMethod.NewestAnswer);
        (await AnswerAsync(world, image)).ClassId.ShouldBe(world.Project.Classes[1].Id);

        await ChooseAsync(world, ConsensusMethod.MajorityVote);
        (await AnswerAsync(world, image)).ClassId.ShouldBe(world.Project.Classes[0].Id);
        (await world.Installation.Log.HistoryAsync(world.Project.Id, image, default)).Count.ShouldBe(3);
        (await world.Installation.Log.ProgressAsync(world.Project.Id, default)).Labelled.ShouldBe(1);
        (await world.Installation.Get<IOpinionStore>().CountAsync(world.Project.Id, default)).ShouldBe(new OpinionCounts(Answered: 1, Shared: 1, Doubtful: 1, Wanted: 0));
    }

    [Fact]
    public async Task An_answer_that_comes_while_the_consensus_is_found_is_not_overwritten()
    {
        await using var world = await World.CreateAsync(pool: 3, policy: new() { Consensus = ConsensusMethod.MajorityVote });
        var people = await OverlapTests.PeopleAsync(world.Installation, 1);
        var image = (await world.Installation.ListAsync(world.Project))[0].Image.Id;
        await SayAsync(world, image, people[0], 0);
        var opinions = world.Installation.Get<IOpinionStore>();
        var read = await opinions.ReadAsync(world.Project.Id, default);
        var found = ProjectConsensus.Of(read.InLogOrder, ConsensusMethod.MajorityVote, [.. world.Project.Classes.Select(c => c.Id)], []);

        await SayAsync(world, image, people[0], 2);
        await opinions.KeepAsync(world.Project.Id, KeptConsensus.Of(found, ConsensusMethod.MajorityVote, read, Installation.Noon), found.Images, default);

        (await AnswerAsync(world, image)).ClassId.ShouldBe(world.Project.Classes[2].Id);
    }

    [Fact]
    public async Task Second_opinions_go_to_somebody_else_where_they_pay_and_to_nobody_while_one_person_labels()
    {
        await using var world = await World.CreateAsync(pool: 60, policy: new() { SecondOpinions = true, Consensus = ConsensusMethod.MajorityVote, Strategy = QueryStrategy.Margin });
        var people = await OverlapTests.PeopleAsync(world.Installation, 2);
        var images = (await world.Installation.ListAsync(world.Project)).Select(i => (i.Image.Id, Right: World.Number(i.Image) % 3)).Take(30).ToList();
        foreach (var (at, (id, right)) in images.Index()) await SayAsync(world, id, people[0], at < 3 ? (right + 1) % 3 : right);

        await world.Engine().RunAsync(world.Project.Id, default);
        (await WantedAsync(world)).ShouldBe(0, "one person alone has labelled");

        await SayAsync(world, images[29].Id, people[1], images[29].Right);
        await world.Engine().RunAsync(world.Project.Id, default);
        var wanted = await WantedAsync(world);
        wanted.ShouldBeGreaterThan(0);

        var offered = await world.Installation.Queue.LeaseAsync(new OpenPage(world.Project.Id, people[1], "hers"), 60, Now, default);
        var second = offered.Where(l => l.Reason == PickReason.SecondOpinion).Select(l => l.ImageId).ToList();
        second.Count.ShouldBe(wanted);
        second.ShouldBeSubsetOf(images.Select(i => i.Id));
        second.Intersect(images.Take(3).Select(i => i.Id)).ShouldNotBeEmpty("those whose answer the model doubts most");
        (await world.Installation.Queue.LeaseAsync(new OpenPage(world.Project.Id, people[0], "his"), 60, Now, default))
            .ShouldNotContain(l => l.Reason == PickReason.SecondOpinion, "he has answered them");

        await SayAsync(world, second[0], people[1], 0);
        (await WantedAsync(world)).ShouldBe(wanted - 1);
        await world.Installation.Projects.ChangeAsync(world.Project.Id, p => p.Follow(p.Policy with { SecondOpinions = false }), default);
        (await WantedAsync(world)).ShouldBe(0, "nobody asks for them any more");
    }

    [Fact]
    public async Task Doubtful_answers_teach_less_where_the_project_says_so()
    {
        await using var world = await World.CreateAsync(pool: 40, policy: new() { Consensus = ConsensusMethod.MajorityVote, WeightByConfidence = true, SpreadLabels = false });
        var people = await OverlapTests.PeopleAsync(world.Installation, 2);
        foreach (var image in (await world.Installation.ListAsync(world.Project)).Take(20))
        {
            await SayAsync(world, image.Image.Id, people[0], World.Number(image.Image) % 3);
            if (World.Number(image.Image) % 2 == 0) await SayAsync(world, image.Image.Id, people[1], (World.Number(image.Image) + 1) % 3);
        }

        var trainer = new Watching(World.RealTrainer());
        var round = (await world.Engine(trainer).RunAsync(world.Project.Id, default)).ShouldNotBeNull();

        round.State.ShouldBe(RoundState.Ready, round.Reason);
        trainer.Sets.ShouldAllBe(s => s.RowWeights != null && s.RowWeights.All(w => w == 1f || w == 0.5f));
        trainer.Sets.ShouldContain(s => s.Count == 20 && s.RowWeights!.Contains(0.5f));
    }

    [Theory]
    [InlineData(ConsensusMethod.MajorityVote)]
    [InlineData(ConsensusMethod.DawidSkene)]
    public async Task A_round_is_rebuilt_to_identical_weights_whatever_its_answers_came_to(ConsensusMethod method)
    {
        await using var world = await World.CreateAsync(pool: 40, policy: new() { Consensus = method, WeightByConfidence = true });
        var people = await OverlapTests.PeopleAsync(world.Installation, 2);
        foreach (var image in (await world.Installation.ListAsync(world.Project)).Take(20))
        {
            await SayAsync(world, image.Image.Id, people[0], World.Number(image.Image) % 3);
            await SayAsync(world, image.Image.Id, people[1], (World.Number(image.Image) + (World.Number(image.Image) % 5 == 0 ? 1 : 0)) % 3);
        }

        var round = (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull();
        round.State.ShouldBe(RoundState.Ready, round.Reason);
        await ChooseAsync(world, ConsensusMethod.NewestAnswer);
        foreach (var image in (await world.Installation.ListAsync(world.Project)).Take(20)) await SayAsync(world, image.Image.Id, people[1], 0);

        var rebuilt = await world.Rebuilder().RebuildAsync(world.Project.Id, round.Number, default);

        rebuilt.Checks.Where(c => c.IsSame == false).ShouldBeEmpty();
        rebuilt.Verdict.ShouldBe(RebuildVerdict.Identical, string.Join(' ', rebuilt.Reasons));
    }

    private static async Task ChooseAsync(World world, ConsensusMethod method)
    {
        await world.Installation.Projects.ChangeAsync(world.Project.Id, p => p.Follow(p.Policy with { Consensus = method }), default);
        await new ConsensusKeeper(world.Installation.Projects, world.Installation.Get<IOpinionStore>(), world.Installation.Get<IPracticeLog>(), TimeProvider.System)
            .SettleAsync(world.Project.Id, default);
    }

    private static async Task<Answer> AnswerAsync(World world, long image) =>
        (await world.Installation.Images.FindAsync(world.Project.Id, image, default)).ShouldNotBeNull().Answer.ShouldNotBeNull();

    private static async Task<int> WantedAsync(World world) => (await world.Installation.Get<IOpinionStore>().CountAsync(world.Project.Id, default)).Wanted;

    private static Task SayAsync(World world, long image, long person, int classAt) => world.Installation.Log.AppendAsync(
        new LabelEntry(Guid.NewGuid(), world.Project.Id, image, person, LabelKind.Class, world.Project.Classes[classAt].Id, Installation.Noon, LabelSource.LabelPage), default);

    /// <summary>Passes sets on and remembers them.</summary>
    private sealed class Watching(ITrainer inner) : ITrainer
    {
        public List<TrainingSet> Sets { get; } = [];

        public TrainedModel Train(
            TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            lock (Sets) Sets.Add(set);
            return inner.Train(set, options, cancel);
        }
    }
}
