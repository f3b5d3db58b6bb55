using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Evaluation.LabelErrors.Trial;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Images;
using ActiveLabel.Tests.Rounds;

namespace ActiveLabel.Tests.Evaluation.LabelErrors;

public sealed class LabelErrorFinderTests
{
    [Fact]
    public async Task Labels_that_are_wrong_come_first_and_their_number_is_about_right()
    {
        await using var world = await World.CreateAsync(pool: 160);
        await world.LabelAsync(100);
        await world.LabelAsync(12, always: "dry");
        var wrong = (await WrongAsync(world)).ToHashSet();
        wrong.Count.ShouldBeGreaterThan(4);
        var steps = new Steps();

        var search = await world.LabelErrors().FindAsync(world.Project.Id, steps, default);

        search.Labels.Count.ShouldBe(112);
        search.Labels.Take(wrong.Count).Select(l => l.ImageId).ToHashSet().ShouldBe(wrong, ignoreOrder: true);
        search.ExpectedErrors.ShouldBe(wrong.Count, 3);
        search.Suspects.ShouldBeInRange(wrong.Count - 3, wrong.Count + 3);
        search.Labels[0].ShouldSatisfyAllConditions(l => l.Given.ShouldBe(1), l => l.Probabilities.Span[l.Other].ShouldBeGreaterThan(l.Probabilities.Span[1]));
        search.Labels.Select(l => l.Score).ShouldBeInOrder(SortDirection.Descending);
        steps.Told.ShouldBe([(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]);
    }

    [Fact]
    public async Task An_image_has_no_part_in_what_is_said_of_its_label_also_where_labels_are_spread()
    {
        // Vectors that tell nothing but which image it is: whoever knows more than chance has seen the label.
        await using var world = await World.CreateAsync(pool: 120, ownNumber: true);
        await world.LabelAsync(60);
        world.Project.Policy.SpreadLabels.ShouldBeTrue();

        var search = await world.LabelErrors().FindAsync(world.Project.Id, null, default);

        search.Labels.Average(l => l.Probabilities.Span[l.Given]).ShouldBeLessThan(0.36f);
    }

    [Fact]
    public async Task Wrong_labels_of_test_images_are_found_too()
    {
        await using var world = await World.CreateAsync(pool: 90, labelledTests: 40);
        await world.LabelAsync(60);
        var image = (await world.Installation.ListAsync(world.Project)).Last(i => i.Image.Split == Split.Test && World.Number(i.Image) % 3 == 0).Image;
        await world.Installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), world.Project.Id, image.Id, await world.Installation.PersonAsync(), LabelKind.Class, world.Project.Classes[2].Id, DateTimeOffset.UnixEpoch, LabelSource.Review),
            default);

        var search = await world.LabelErrors().FindAsync(world.Project.Id, null, default);

        search.Labels.Count.ShouldBe(100);
        search.Labels[0].ImageId.ShouldBe(image.Id);
    }

    [Fact]
    public async Task Of_a_class_with_too_few_labels_nothing_is_said()
    {
        await using var world = await World.CreateAsync(pool: 90);
        await world.LabelAsync(20, always: "sound");
        await world.LabelAsync(20, always: "dry");
        await world.LabelAsync(2, always: "encased");

        var search = await world.LabelErrors().FindAsync(world.Project.Id, null, default);

        search.LeftOut.ShouldBe([KeyValuePair.Create(2, 2)]);
        search.Labels.Count.ShouldBe(40);
        search.Labels.ShouldAllBe(l => l.Given != 2);
    }

    [Fact]
    public async Task Too_few_labels_are_refused_with_what_it_takes()
    {
        await using var world = await World.CreateAsync(pool: 30);
        await world.LabelAsync(6);

        (await Should.ThrowAsync<WrongUseException>(() => world.LabelErrors().FindAsync(world.Project.Id, null, default))).Message.ShouldContain("at least 5 in the pool of each of two classes");
    }

    [Fact]
    public async Task A_trial_finds_most_of_the_labels_that_it_made_wrong()
    {
        await using var world = await World.CreateAsync(pool: 120, labelledTests: 60);
        await world.LabelAsync(120);

        var report = await world.Trial().RunAsync(world.Project.Id, new TrialOptions(0.1, Seeds: 2), null, default);

        report.Flipped.ShouldBe(18);
        report.ExpectedBefore.ShouldBeLessThan(5);
        report.ExpectedErrors.ShouldBe(18, 6);
        report.Own.Precision.ShouldBeGreaterThan(0.85);
        // As many were made wrong as a tenth is.
        report.Own.FoundInFirstTenth.ShouldBe(report.Own.Precision, 1e-9);
        report.Orders.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(0.6, 5)]
    [InlineData(0.05, 0)]
    public void A_trial_that_makes_no_sense_is_refused(double flip, int seeds) =>
        Should.Throw<WrongUseException>(() => new TrialOptions(flip, seeds).Check());

    private static async Task<IEnumerable<long>> WrongAsync(World world) => (await world.Installation.ListAsync(world.Project))
        .Where(i => i.Answer is { ClassId: { } k } && k != world.Project.Classes[World.Number(i.Image) % 3].Id).Select(i => i.Image.Id);

    private sealed class Steps : IProgress<(int Done, int Total)>
    {
        public List<(int Done, int Total)> Told { get; } = [];

        public void Report((int Done, int Total) value) => Told.Add(value);
    }
}
