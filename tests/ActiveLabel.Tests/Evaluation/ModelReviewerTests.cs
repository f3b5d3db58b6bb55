using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Tests.Rounds;

namespace ActiveLabel.Tests.Evaluation;

public sealed class ModelReviewerTests
{
    [Fact]
    public async Task A_review_finds_the_figures_that_were_kept_with_the_version()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var version = await TrainAsync(world, labels: 12);

        var review = (await world.Reviewer().ReviewAsync(version, default)).Review.ShouldNotBeNull();

        review.Basis.ShouldBe(EvaluationBasis.TestSplit);
        review.Images.Count.ShouldBe(30);
        review.Result.Summary.Accuracy.ShouldBe(version.Evaluation!.Accuracy);
        review.Result.Summary.LogLoss.ShouldBe(version.Evaluation.LogLoss, 1e-9);
    }

    [Fact]
    public async Task What_was_judged_is_judged_again_only_once_a_label_has_changed()
    {
        await using var world = await World.CreateAsync(pool: 150, policy: new ProjectPolicy { AuditShare = 0.6, BatchSize = 20 });
        await world.Engine().RunAsync(world.Project.Id, default);
        var version = await TrainAsync(world, labels: 60);
        var trainer = new Counting();
        var reviewer = world.Reviewer(trainer);

        var first = (await reviewer.ReviewAsync(version, default)).Review.ShouldNotBeNull();
        first.Basis.ShouldBe(EvaluationBasis.AuditCrossFitting);
        var trainings = trainer.Trainings;
        trainings.ShouldBeGreaterThan(1);
        var second = (await reviewer.ReviewAsync(version, default)).Review.ShouldNotBeNull();
        trainer.Trainings.ShouldBe(trainings);
        second.Result.Summary.LogLoss.ShouldBe(first.Result.Summary.LogLoss);

        await world.LabelAsync(1);
        await reviewer.ReviewAsync(version, default);
        trainer.Trainings.ShouldBeGreaterThan(trainings);
    }

    [Fact]
    public async Task The_cells_hold_every_image_once()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var review = (await world.Reviewer().ReviewAsync(await TrainAsync(world, labels: 12), default)).Review.ShouldNotBeNull();

        var cells = Enumerable.Range(0, 3).SelectMany(t => Enumerable.Range(0, 3).Select(p => (t, p))).ToArray();

        cells.ShouldAllBe(c => review.Cell(c.t, c.p).Count == review.Result.Confusion[c.t, c.p]);
        cells.SelectMany(c => review.Cell(c.t, c.p)).Select(i => i.Image.Id).Distinct().Count().ShouldBe(30);
    }

    [Fact]
    public async Task A_correction_moves_one_image_and_leaves_the_first_review_as_it_was()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var review = (await world.Reviewer().ReviewAsync(await TrainAsync(world, labels: 12), default)).Review.ShouldNotBeNull();
        var image = review.Cell(0, 0)[0];

        var corrected = review.Correct(image.Image.Id, truth: 1);

        corrected.Result.Confusion[1, 0].ShouldBe(review.Result.Confusion[1, 0] + 1);
        corrected.Result.Confusion[0, 0].ShouldBe(review.Result.Confusion[0, 0] - 1);
        corrected.Result.Summary.Accuracy.ShouldBe(review.Result.Summary.Accuracy - (1 / 30.0), 1e-12);
        review.Find(image.Image.Id).Truth.ShouldBe(0);
    }

    [Fact]
    public async Task A_poor_example_leaves_the_figures_but_can_come_back()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var review = (await world.Reviewer().ReviewAsync(await TrainAsync(world, labels: 12), default)).Review.ShouldNotBeNull();
        var image = review.Cell(0, 0)[0].Image.Id;

        var without = review.Correct(image, truth: null);

        without.Result.Summary.Count.ShouldBe(29);
        without.Images.Count.ShouldBe(30);
        without.Correct(image, truth: 0).Result.Summary.ShouldBeEquivalentTo(review.Result.Summary);
    }

    [Fact]
    public async Task An_old_version_is_judged_by_the_audit_arm_that_it_was_trained_with_and_by_the_labels_of_today()
    {
        await using var world = await World.CreateAsync(pool: 120, policy: new ProjectPolicy { AuditShare = 0.6, SpreadLabels = false });
        await world.Engine().RunAsync(world.Project.Id, default);
        var older = await TrainAsync(world, labels: 40);
        await TrainAsync(world, labels: 10);

        var review = (await world.Reviewer().ReviewAsync(older, EvaluationBasis.AuditCrossFitting, default)).Review.ShouldNotBeNull();

        review.Result.Summary.Count.ShouldBe(older.Evaluation.ShouldNotBeNull().Count);
        review.Result.Summary.LogLoss.ShouldBe(older.Evaluation.LogLoss, 1e-9);

        var image = review.Images[0];
        var other = (image.Truth!.Value + 1) % 3;
        await world.Installation.Log.AppendAsync(
            new LabelEntry(
                Guid.NewGuid(), world.Project.Id, image.Image.Id, await world.Installation.PersonAsync(), LabelKind.Class, world.Project.Classes[other].Id,
                Data.Installation.Noon, LabelSource.Review), default);
        var again = (await world.Reviewer().ReviewAsync(older, EvaluationBasis.AuditCrossFitting, default)).Review.ShouldNotBeNull();

        again.Find(image.Image.Id).Truth.ShouldBe(other);
        again.Probabilities(image.Image.Id).ToArray().ShouldBe(review.Probabilities(image.Image.Id).ToArray());
    }

    [Theory]
    [InlineData(TrainerKind.Sdca, TrainerKind.ElasticNet)]
    [InlineData(TrainerKind.ElasticNet, TrainerKind.Sdca)]
    public async Task A_version_is_judged_by_models_of_its_own_kind_when_the_policy_names_another_by_now(TrainerKind then, TrainerKind now)
    {
        var policy = new ProjectPolicy { AuditShare = 0.6, Trainer = then };
        await using var world = await World.CreateAsync(pool: 120, policy: policy);
        await world.Engine().RunAsync(world.Project.Id, default);
        var version = await TrainAsync(world, labels: 40);
        await world.Installation.Projects.ChangeAsync(world.Project.Id, p => p.Follow(policy with { Trainer = now }), default);

        var review = (await world.Reviewer().ReviewAsync(version, default)).Review.ShouldNotBeNull();

        review.Result.Summary.LogLoss.ShouldBe(version.Evaluation.ShouldNotBeNull().LogLoss, 1e-9);
    }

    [Fact]
    public async Task Where_nothing_can_judge_the_reason_is_said()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 3, policy: new ProjectPolicy { AuditShare = 0 });

        var (review, reason) = await world.Reviewer().ReviewAsync(await TrainAsync(world, labels: 12), default);

        review.ShouldBeNull();
        reason.ShouldNotBeNull().ShouldContain("at least 10 labelled images");
    }

    [Fact]
    public async Task All_labelled_pool_images_judge_where_that_is_asked_for_each_by_a_model_that_has_not_seen_it()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var version = await TrainAsync(world, labels: 20);
        var trainer = new Counting();

        var outcome = await world.Reviewer(trainer).ReviewAsync(version, EvaluationBasis.PoolCrossFitting, default);

        var review = outcome.Review.ShouldNotBeNull();
        review.Basis.ShouldBe(EvaluationBasis.PoolCrossFitting);
        review.Images.Count.ShouldBe(20);
        review.Images.ShouldAllBe(i => i.Image.Split == Split.Pool);
        trainer.Trainings.ShouldBeGreaterThanOrEqualTo(CrossFitting.DefaultFolds);
        outcome.Judges.ShouldBe([new(EvaluationBasis.TestSplit, 30), new(EvaluationBasis.AuditCrossFitting, review.Images.Count(IsAudit)), new(EvaluationBasis.PoolCrossFitting, 20)]);

        bool IsAudit(JudgingImage image) => world.Installation.Images.FindAsync(world.Project.Id, image.Image.Id, default).Result!.Answer!.Audit;
    }

    [Fact]
    public async Task Pool_images_judge_an_old_version_each_by_a_model_of_its_labels_that_has_not_seen_it()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var older = await TrainAsync(world, labels: 20);
        await TrainAsync(world, labels: 10);
        var trainer = new Counting();

        var outcome = await world.Reviewer(trainer).ReviewAsync(older, EvaluationBasis.PoolCrossFitting, default);

        outcome.Review.ShouldNotBeNull().Images.Count.ShouldBe(20);
        trainer.Rows.ShouldAllBe(rows => rows < 20);
        outcome.Judges.ShouldContain(new PossibleJudges(EvaluationBasis.PoolCrossFitting, 20));
    }

    [Fact]
    public async Task A_version_of_other_classes_is_taken_apart_by_the_labels_and_classes_of_then()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var version = await TrainAsync(world, labels: 20);
        var before = (await world.Reviewer().ReviewAsync(version, default)).Review.ShouldNotBeNull();
        var classes = world.Project.Classes;
        await world.Installation.Changes.MakeAsync(
            world.Project.Id, new ClassWish.Merge(classes[1].Id, classes[0].Id), new ClassAuthor(await world.Installation.PersonAsync(), Data.Installation.Noon), stamp: null, default);
        // A label of now is none of then.
        var image = before.Images[0].Image;
        await world.Installation.Log.AppendAsync(
            new LabelEntry(
                Guid.NewGuid(), world.Project.Id, image.Id, await world.Installation.PersonAsync(), LabelKind.Class,
                classes[before.Images[0].Truth == 2 ? 0 : 2].Id, Data.Installation.Noon, LabelSource.Review), default);

        var outcome = await world.Reviewer().ReviewAsync(version, default);

        var review = outcome.Review.ShouldNotBeNull();
        review.OfThen.ShouldNotBeNull().ShouldContain("classes have changed since version");
        review.Result.Confusion.ToRows().ShouldBe(before.Result.Confusion.ToRows());
        review.Result.Summary.LogLoss.ShouldBe(version.Evaluation.ShouldNotBeNull().LogLoss, 1e-9);
        outcome.Judges.ShouldBe(
            [new(EvaluationBasis.TestSplit, 30), new(EvaluationBasis.AuditCrossFitting, 0), new(EvaluationBasis.PoolCrossFitting, 20)]);
        (await world.Reviewer().ReviewAsync(version, EvaluationBasis.PoolCrossFitting, default)).Review.ShouldNotBeNull().Images.Count.ShouldBe(20);
        before.OfThen.ShouldBeNull();
    }

    [Fact]
    public async Task A_version_whose_training_was_not_recorded_is_judged_by_test_images_alone()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var newest = await TrainAsync(world, labels: 20);
        var older = await world.Installation.Models.AddAsync(
            ModelVersion.Create(
                newest.ProjectId, 0, newest.FeaturizerId, newest.ClassIds, newest.Model, newest.Options, newest.TrainingCount, newest.TrainingSetHash,
                newest.Evaluation, Data.Installation.Noon, "old"), default);

        var (review, reason) = await world.Reviewer().ReviewAsync(older, EvaluationBasis.PoolCrossFitting, default);

        review.ShouldBeNull();
        reason.ShouldNotBeNull().ShouldContain("is not known any more");
        (await world.Reviewer().ReviewAsync(older, EvaluationBasis.TestSplit, default)).Review.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_few_test_images_judge_where_they_are_asked_for()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 1);

        var outcome = await world.Reviewer().ReviewAsync(await TrainAsync(world, labels: 12), EvaluationBasis.TestSplit, default);

        outcome.Review.ShouldNotBeNull().Result.Confusion.Count.ShouldBe(1);
        outcome.Review.Result.Roc.ShouldAllBe(curve => curve == null);
    }

    [Theory]
    [InlineData(EvaluationBasis.TestSplit, "no labelled test images")]
    [InlineData(EvaluationBasis.AuditCrossFitting, "were drawn at random for it")]
    public async Task A_split_without_images_says_so(EvaluationBasis basis, string words)
    {
        await using var world = await World.CreateAsync(pool: 60, policy: new ProjectPolicy { AuditShare = 0 });

        var (review, reason) = await world.Reviewer().ReviewAsync(await TrainAsync(world, labels: 12), basis, default);

        review.ShouldBeNull();
        reason.ShouldNotBeNull().ShouldContain(words);
    }

    private static async Task<ModelVersion> TrainAsync(World world, int labels)
    {
        await world.LabelAsync(labels);
        var round = (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull();
        return (await world.Installation.Models.FindAsync(round.ModelVersionId.ShouldNotBeNull(), default)).ShouldNotBeNull();
    }

    private sealed class Counting : ITrainer
    {
        private readonly ITrainer _real = World.RealTrainer();
        private int _trainings;

        public int Trainings => _trainings;

        public System.Collections.Concurrent.ConcurrentBag<int> Rows { get; } = [];

        public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
        {
            Interlocked.Increment(ref _trainings);
            Rows.Add(set.Count);
            return _real.Train(set, options, cancel);
        }
    }
}
