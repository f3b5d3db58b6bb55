using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Tests.Data;
using ActiveLabel.Tests.Rounds;

namespace ActiveLabel.Tests.Evaluation.Comparison;

public sealed class VersionComparisonTests
{
    [Fact]
    public async Task Both_versions_are_judged_by_the_same_test_images()
    {
        await using var world = await World.CreateAsync(pool: 90, labelledTests: 60);
        var first = await TrainAsync(world, labels: 4);
        var second = await TrainAsync(world, labels: 40);

        var compared = (await world.Versions().CompareAsync(world.Project.Id, first.Number, second.Number, default)).Compared.ShouldNotBeNull();

        compared.Basis.ShouldBe(ComparisonBasis.TestSplit);
        compared.Images.Count.ShouldBe(60);
        compared.Before.Summary.Accuracy.ShouldBe(first.Evaluation!.Accuracy, 1e-12);
        compared.After.Summary.Accuracy.ShouldBe(second.Evaluation!.Accuracy, 1e-12);
        // What was fixed less what was broken is what accuracy gained.
        (compared.Fixed.Count - compared.Broken.Count).ShouldBe((int)Math.Round(60 * (second.Evaluation.Accuracy - first.Evaluation.Accuracy)));
        compared.Fixed.ShouldAllBe(i => i.After == i.Truth && i.Before != i.Truth);
        compared.Broken.ShouldAllBe(i => i.Before == i.Truth && i.After != i.Truth);
        compared.PValue.ShouldBe(McNemarTest.PValue(compared.Fixed.Count, compared.Broken.Count));
    }

    [Fact]
    public async Task The_other_way_round_fixed_and_broken_change_places()
    {
        await using var world = await World.CreateAsync(pool: 90, labelledTests: 60);
        var (first, second) = (await TrainAsync(world, labels: 4), await TrainAsync(world, labels: 40));

        var there = (await world.Versions().CompareAsync(world.Project.Id, first.Number, second.Number, default)).Compared.ShouldNotBeNull();
        var back = (await world.Versions().CompareAsync(world.Project.Id, second.Number, first.Number, default)).Compared.ShouldNotBeNull();

        back.Fixed.Select(i => i.Image.Id).Order().ShouldBe(there.Broken.Select(i => i.Image.Id).Order());
        back.Broken.Select(i => i.Image.Id).Order().ShouldBe(there.Fixed.Select(i => i.Image.Id).Order());
        back.PValue.ShouldBe(there.PValue);
    }

    [Fact]
    public async Task Without_test_images_older_versions_meet_on_audit_images_that_were_labelled_after_both()
    {
        await using var world = await World.CreateAsync(pool: 200, policy: new ProjectPolicy { AuditShare = 0.9 });
        await world.Engine().RunAsync(world.Project.Id, default);
        var first = await TrainAsync(world, labels: 12);
        var second = await TrainAsync(world, labels: 12);
        var known = (await world.Installation.ListAsync(world.Project)).Where(i => i.Answer is not null).Select(i => i.Image.Id).ToHashSet();
        var newest = await TrainAsync(world, labels: 40, later: true);

        var compared = (await world.Versions().CompareAsync(world.Project.Id, first.Number, second.Number, default)).Compared.ShouldNotBeNull();
        var (none, reason) = await world.Versions().CompareAsync(world.Project.Id, second.Number, newest.Number, default);

        compared.Basis.ShouldBe(ComparisonBasis.LaterAudit);
        compared.Images.Count.ShouldBeGreaterThanOrEqualTo(10);
        compared.Images.ShouldAllBe(i => !known.Contains(i.Image.Id));
        // The newest has been trained on every audit image that there is.
        none.ShouldBeNull();
        reason.ShouldNotBeNull().ShouldContain("Choose older versions, or label test images.");
    }

    [Fact]
    public async Task What_cannot_be_compared_is_said()
    {
        await using var world = await World.CreateAsync(pool: 60, labelledTests: 30);
        var version = await TrainAsync(world, labels: 12);
        var versions = world.Versions();

        (await versions.CompareAsync(world.Project.Id, version.Number, version.Number, default)).Reason.ShouldNotBeNull().ShouldContain("compared with itself");
        (await versions.CompareAsync(world.Project.Id, version.Number, 77, default)).Reason.ShouldBe("There is no version 77 of this project's model.");

        await AddAsync(world, version, 50, featurizer: "another", version.ClassIds);
        (await versions.CompareAsync(world.Project.Id, version.Number, 50, default)).Reason.ShouldNotBeNull().ShouldContain("vectors of another network");

        await AddAsync(world, version, 51, version.FeaturizerId, [version.ClassIds[1], version.ClassIds[0], version.ClassIds[2]]);
        (await versions.CompareAsync(world.Project.Id, 51, version.Number, default)).Reason.ShouldNotBeNull().ShouldContain("classes have changed since version 51");
    }

    [Fact]
    public async Task Test_images_that_may_have_trained_one_of_the_versions_judge_neither()
    {
        await using var world = await World.CreateAsync(pool: 90, labelledTests: 60);
        var (first, second) = (await TrainAsync(world, labels: 30), await TrainAsync(world, labels: 30));
        var trained = (await world.Installation.ListAsync(world.Project)).Where(i => i.Image.Split == Split.Pool && i.Answer is not null).Take(5).Select(i => i.Image.Id).ToList();
        await world.Installation.Get<ISplitMoves>().MoveAsync(
            world.Project.Id, trained, Split.Test, await world.Installation.PersonAsync(), Installation.Noon, default);

        foreach (var (one, other) in new[] { (first, second), (second, first) })
        {
            var compared = (await world.Versions().CompareAsync(world.Project.Id, one.Number, other.Number, default)).Compared.ShouldNotBeNull();
            compared.Images.Count.ShouldBe(60);
            compared.Images.ShouldAllBe(i => !trained.Contains(i.Image.Id));
        }
    }

    private static Task<ModelVersion> AddAsync(World world, ModelVersion like, int number, string featurizer, IReadOnlyList<long> classIds) =>
        world.Installation.Models.AddAsync(
            ModelVersion.Create(
                world.Project.Id, number, featurizer, classIds, like.Model, like.Options, like.TrainingCount, like.TrainingSetHash, null, DateTimeOffset.UnixEpoch, "test"),
            default);

    /// <param name="later">Whether the labels carry a time after all trainings so far, as they do in life.</param>
    private static async Task<ModelVersion> TrainAsync(World world, int labels, bool later = false)
    {
        await world.LabelAsync(labels, at: later ? TimeProvider.System.GetUtcNow().AddMinutes(1) : null);
        var round = (await world.Engine().RunAsync(world.Project.Id, default)).ShouldNotBeNull();
        return (await world.Installation.Models.FindAsync(round.ModelVersionId.ShouldNotBeNull(), default)).ShouldNotBeNull();
    }
}
