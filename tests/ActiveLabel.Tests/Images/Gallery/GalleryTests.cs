using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Tests.Data;
using ActiveLabel.Tests.Rounds;

namespace ActiveLabel.Tests.Images.Gallery;

public sealed class GalleryTests
{
    [Fact]
    public async Task Without_conditions_all_images_are_shown_the_newest_first()
    {
        await using var world = await World.CreateAsync(pool: 5, labelledTests: 2);

        var shown = await SelectAsync(world, new GalleryFilter());

        shown.Ids.ShouldBe((await world.Installation.ListAsync(world.Project)).Select(i => i.Image.Id).Reverse());
        shown.Total.ShouldBe(7);
        (await SelectAsync(world, new GalleryFilter(), GalleryOrder.Oldest)).Ids.ShouldBe(shown.Ids.Reverse());
    }

    [Fact]
    public async Task A_project_without_images_shows_none()
    {
        await using var world = await World.CreateAsync(pool: 0);
        (await SelectAsync(world, new GalleryFilter { Text = "x" }, GalleryOrder.Novelty)).ShouldSatisfyAllConditions(s => s.Ids.ShouldBeEmpty(), s => s.Total.ShouldBe(0));
    }

    [Fact]
    public async Task Conditions_hold_together_and_each_choice_counts_as_if_the_others_stay()
    {
        await using var world = await World.CreateAsync(pool: 6, labelledTests: 6);
        await world.LabelAsync(3);

        var shown = await SelectAsync(world, new GalleryFilter { Split = Split.Test, ClassId = world.Project.Classes[1].Id });

        var all = await world.Installation.ListAsync(world.Project);
        shown.Ids.ShouldBe(all.Where(i => i.Image.Split == Split.Test && i.Answer?.ClassId == world.Project.Classes[1].Id).Select(i => i.Image.Id).Reverse());
        shown.Ids.Count.ShouldBe(2);
        shown.Counts.Classes.Values.Sum().ShouldBe(6, "of the test images each class has its count");
        shown.Counts.Unanswered.ShouldBe(0);
        shown.Counts.Pool.ShouldBe(all.Count(i => i.Image.Split == Split.Pool && i.Answer?.ClassId == world.Project.Classes[1].Id));
    }

    [Fact]
    public async Task An_image_that_goes_into_the_other_split_is_shown_there()
    {
        await using var world = await World.CreateAsync(pool: 5, labelledTests: 2);
        var before = await world.Gallery.ReadAsync(world.Project, null, default);
        var moved = (await world.Installation.ListAsync(world.Project)).First(i => i.Image.Split == Split.Pool).Image.Id;

        await world.Installation.Get<ISplitMoves>().MoveAsync(
            world.Project.Id, [moved], Split.Test, await world.Installation.PersonAsync(), Installation.Noon, default);

        var after = await world.Gallery.ReadAsync(world.Project, before, default);
        var tests = await after.SelectAsync(new GalleryFilter { Split = Split.Test }, GalleryOrder.Oldest, default);
        tests.Ids.ShouldContain(moved);
        tests.Ids.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Whatever_people_say_each_condition_shows_what_the_log_says()
    {
        await using var world = await World.CreateAsync(pool: 40);
        var entries = await TalkAsync(world, 150);
        var images = await world.Installation.ListAsync(world.Project);
        var standing = entries.Where(e => e.Kind != LabelKind.Withdrawal && entries.All(w => w.Withdraws != e.Id)).ToList();
        var columns = await world.Gallery.ReadAsync(world.Project, null, default);

        foreach (var image in images)
        {
            var opinions = standing.Where(e => e.ImageId == image.Image.Id && e.Kind is LabelKind.Class or LabelKind.PoorExample)
                .GroupBy(e => e.PersonId).Select(g => g.Last().ClassId).ToList();
            var note = columns.Find(image.Image.Id).ShouldNotBeNull();
            note.Opinions.ShouldBe(opinions.Count);
            note.Dissent.ShouldBe(opinions.Count < 2 ? 0 : 1 - ((float)opinions.CountBy(c => c ?? 0).Max(c => c.Value) / opinions.Count), 1e-6);
        }

        async Task ShouldShow(GalleryFilter filter, Func<AnsweredImage, bool> holds) =>
            (await columns.SelectAsync(filter, GalleryOrder.Oldest, default)).Ids.ShouldBe(images.Where(holds).Select(i => i.Image.Id), filter.ToString());
        bool Gave(AnsweredImage image, Func<LabelEntry, bool> which) =>
            standing.Any(e => e.ImageId == image.Image.Id && e.Kind is LabelKind.Class or LabelKind.PoorExample && which(e));

        await ShouldShow(new GalleryFilter { Label = LabelState.Answered }, i => i.Answer is not null);
        await ShouldShow(new GalleryFilter { Label = LabelState.Unanswered }, i => i.Answer is null);
        await ShouldShow(new GalleryFilter { Label = LabelState.PoorExample }, i => i.Answer is { IsPoorExample: true });
        await ShouldShow(new GalleryFilter { Opinions = OpinionState.Disagree }, i => columns.Find(i.Image.Id)!.Value.Dissent > 0);
        await ShouldShow(new GalleryFilter { Opinions = OpinionState.Agree }, i => columns.Find(i.Image.Id) is { Dissent: 0, Opinions: > 1 });
        await ShouldShow(new GalleryFilter { Source = LabelSource.Review }, i => i.Answer?.Source == LabelSource.Review);
        foreach (var person in standing.Select(e => e.PersonId).Distinct())
        {
            await ShouldShow(new GalleryFilter { PersonId = person }, i => Gave(i, e => e.PersonId == person));
            await ShouldShow(new GalleryFilter { PersonId = person, Round = 2 }, i => Gave(i, e => e.PersonId == person && e.Round == 2));
        }
    }

    [Fact]
    public async Task Only_what_has_changed_is_read_anew_and_comes_to_the_same()
    {
        await using var world = await World.CreateAsync(pool: 30, labelledTests: 6);
        await world.LabelAsync(10);
        await world.Engine().RunAsync(world.Project.Id, default);
        var first = await world.Gallery.ReadAsync(world.Project, null, default);
        (await world.Gallery.ReadAsync(world.Project, first, default)).ShouldBeSameAs(first);

        await TalkAsync(world, 60);
        var grown = await world.Gallery.ReadAsync(world.Project, first, default);
        var anew = await world.Gallery.ReadAsync(world.Project, null, default);

        grown.ShouldNotBeSameAs(first);
        foreach (var order in Enum.GetValues<GalleryOrder>().Except([GalleryOrder.Novelty]))
            (await grown.SelectAsync(new GalleryFilter(), order, default)).Ids.ShouldBe((await anew.SelectAsync(new GalleryFilter(), order, default)).Ids, order.ToString());
        foreach (var image in await world.Installation.ListAsync(world.Project))
            grown.Find(image.Image.Id).ShouldBe(anew.Find(image.Image.Id));
    }

    [Fact]
    public async Task Novelty_is_that_of_the_newest_round_but_what_was_labelled_since_is_known()
    {
        await using var world = await World.CreateAsync(pool: 30);
        await world.LabelAsync(10);
        await world.Engine().RunAsync(world.Project.Id, default);
        var columns = await world.Gallery.ReadAsync(world.Project, null, default);
        var before = (await columns.SelectAsync(new GalleryFilter(), GalleryOrder.Novelty, default)).Ids;

        var labelled = (await world.LabelAsync(3)).Select(l => l.ImageId).ToHashSet();
        var after = (await (await world.Gallery.ReadAsync(world.Project, columns, default)).SelectAsync(new GalleryFilter(), GalleryOrder.Novelty, default)).Ids;

        after.Take(17).ShouldBe(before.Take(20).Where(id => !labelled.Contains(id)));
        after.Skip(17).Where(labelled.Contains).Count().ShouldBe(3);
    }

    [Fact]
    public async Task Predictions_are_the_newest_versions_and_tell_which_images_trained_it()
    {
        await using var world = await World.CreateAsync(pool: 30, labelledTests: 6);
        var leases = await world.LabelAsync(12);
        await world.Engine().RunAsync(world.Project.Id, default);
        await world.LabelAsync(3);

        var columns = await world.Gallery.ReadAsync(world.Project, null, default);

        columns.Version.ShouldBe(1);
        var images = await world.Installation.ListAsync(world.Project);
        images.Count(i => columns.Find(i.Image.Id)!.Value.Guess!.Value.Trained).ShouldBe(12, "labels after the round trained nothing yet");
        leases.ShouldAllBe(lease => columns.Find(lease.ImageId)!.Value.Guess!.Value.Trained);
        foreach (var c in world.Project.Classes)
        {
            var predicted = await columns.SelectAsync(new GalleryFilter { PredictedId = c.Id }, GalleryOrder.Oldest, default);
            predicted.Ids.ShouldBe(images.Where(i => columns.Find(i.Image.Id)!.Value.Guess!.Value.ClassId == c.Id).Select(i => i.Image.Id));
            predicted.Ids.ShouldNotBeEmpty();
            predicted.Counts.Predicted[c.Id].ShouldBe(predicted.Ids.Count);
        }

        var sure = await columns.SelectAsync(new GalleryFilter { LeastConfidence = 0.6f, MostConfidence = 0.9f }, GalleryOrder.Oldest, default);
        sure.Ids.ShouldBe(images.Where(i => columns.Find(i.Image.Id)!.Value.Guess!.Value.Confidence is >= 0.6f and <= 0.9f).Select(i => i.Image.Id));
    }

    [Fact]
    public async Task A_wrong_label_is_the_most_suspicious_and_differs_from_its_prediction()
    {
        await using var world = await World.CreateAsync(pool: 30);
        await world.LabelAsync(15);
        await world.Engine().RunAsync(world.Project.Id, default);
        var dry = (await world.Installation.ListAsync(world.Project)).First(i => i.Answer is null && World.Number(i.Image) % 3 == 1).Image.Id;
        await AppendAsync(world, dry, await world.Installation.PersonAsync(), world.Project.FindClass("sound")!.Id);

        var shown = await SelectAsync(world, new GalleryFilter { Label = LabelState.Answered }, GalleryOrder.Suspicion);

        shown.Ids[0].ShouldBe(dry);
        (await SelectAsync(world, new GalleryFilter { Differs = true })).Ids.ShouldContain(dry);
    }

    [Fact]
    public async Task Whoever_said_two_classes_that_were_merged_agrees_and_disagrees_again_once_that_is_undone()
    {
        await using var world = await World.CreateAsync(pool: 5);
        var image = (await world.Installation.ListAsync(world.Project))[0].Image.Id;
        var (one, other) = (await world.Installation.PersonAsync(), await AddPersonAsync(world));
        await AppendAsync(world, image, one, world.Project.Classes[0].Id);
        await AppendAsync(world, image, other, world.Project.Classes[1].Id);
        var columns = await ReadAsync(null);
        columns.Find(image)!.Value.Dissent.ShouldBe(0.5f);

        var merged = await ChangeAsync(new ClassWish.Merge(world.Project.Classes[1].Id, world.Project.Classes[0].Id));
        columns = await ReadAsync(columns);
        columns.Find(image)!.Value.ShouldSatisfyAllConditions(note => note.Dissent.ShouldBe(0), note => note.Opinions.ShouldBe(2));

        await ChangeAsync(new ClassWish.Undo(merged.Sequence));
        (await ReadAsync(columns)).Find(image)!.Value.Dissent.ShouldBe(0.5f);

        async Task<GalleryColumns> ReadAsync(GalleryColumns? before) =>
            await world.Gallery.ReadAsync((await world.Installation.Projects.FindAsync(world.Project.Id, default))!, before, default);
        Task<ClassChange> ChangeAsync(ClassWish wish) => world.Installation.Changes.MakeAsync(world.Project.Id, wish, new ClassAuthor(one, Installation.Noon), null, default);
    }

    [Fact]
    public async Task Whose_newest_answer_is_a_class_that_was_deleted_has_said_nothing()
    {
        await using var world = await World.CreateAsync(pool: 5);
        var image = (await world.Installation.ListAsync(world.Project))[0].Image.Id;
        var (anna, ben) = (await world.Installation.PersonAsync(), await AddPersonAsync(world));
        await AppendAsync(world, image, anna, world.Project.Classes[0].Id);
        await AppendAsync(world, image, anna, world.Project.Classes[2].Id);
        await AppendAsync(world, image, ben, world.Project.Classes[1].Id);

        await world.Installation.Changes.MakeAsync(world.Project.Id, new ClassWish.Delete(world.Project.Classes[2].Id), new ClassAuthor(anna, Installation.Noon), null, default);
        var columns = await world.Gallery.ReadAsync((await world.Installation.Projects.FindAsync(world.Project.Id, default))!, null, default);

        columns.Find(image)!.Value.ShouldSatisfyAllConditions(note => note.Opinions.ShouldBe(1), note => note.Dissent.ShouldBe(0));
        (await columns.SelectAsync(new GalleryFilter { PersonId = anna }, GalleryOrder.Oldest, default)).Ids.ShouldBeEmpty();
        (await columns.SelectAsync(new GalleryFilter { PersonId = ben }, GalleryOrder.Oldest, default)).Ids.ShouldBe([image]);
    }

    [Fact]
    public async Task What_trained_a_version_is_what_its_round_recorded_whatever_moved_or_changed_since()
    {
        await using var world = await World.CreateAsync(pool: 30, labelledTests: 6);
        var leases = await world.LabelAsync(12);
        await world.Engine().RunAsync(world.Project.Id, default);
        var version = (await world.Installation.Models.LatestAsync(world.Project.Id, default)).ShouldNotBeNull();
        var person = await world.Installation.PersonAsync();
        await world.Installation.Get<ISplitMoves>().MoveAsync(world.Project.Id, [leases[0].ImageId], Split.Test, person, Installation.Noon, default);
        await AppendAsync(world, leases[1].ImageId, person, classId: null);

        var columns = await world.Gallery.ReadAsync(world.Project, null, default);
        var labels = await new TrainingLabels(world.PastTraining, world.Installation.Changes, world.Installation.Get<IStandingLabels>())
            .OfAsync(version, (await world.Installation.Get<IOriginStore>().FindAsync(version.Id, default))!.LabelMark, default);

        labels.Select(l => l.ImageId).ShouldBe(leases.Select(l => l.ImageId).Order());
        labels.ShouldAllBe(l => l.Label.PersonId == person && l.Label.ClassId == l.ClassId);
        foreach (var image in await world.Installation.ListAsync(world.Project))
        {
            var trained = leases.Any(l => l.ImageId == image.Image.Id);
            columns.Find(image.Image.Id)!.Value.Guess!.Value.Trained.ShouldBe(trained);
            (await world.Installation.Get<IImageHistories>().ReadAsync(world.Project.Id, image.Image.Id, "known-vectors", default)).TrainedVersions
                .ShouldBe(trained ? [version.Id] : []);
        }
    }

    [Fact]
    public async Task Novelty_puts_what_looks_least_like_anything_labelled_first_and_the_labelled_last()
    {
        // Two of three clouds have labels.
        await using var world = await World.CreateAsync(pool: 60);
        var person = await world.Installation.PersonAsync();
        var images = await world.Installation.ListAsync(world.Project);
        foreach (var image in images.Where(i => World.Number(i.Image) % 3 != 2).Take(20))
            await AppendAsync(world, image.Image.Id, person, world.Project.Classes[0].Id);

        var shown = await SelectAsync(world, new GalleryFilter(), GalleryOrder.Novelty);

        var unseen = images.Where(i => World.Number(i.Image) % 3 == 2).Select(i => i.Image.Id).ToHashSet();
        shown.Ids.Take(15).Count(unseen.Contains).ShouldBeGreaterThan(12);
        shown.Ids.TakeLast(20).ShouldBe(images.Where(i => World.Number(i.Image) % 3 != 2).Take(20).Select(i => i.Image.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Uncertainty_goes_from_close_calls_to_sure_ones()
    {
        await using var world = await World.CreateAsync(pool: 30);
        await world.LabelAsync(9);
        await world.Engine().RunAsync(world.Project.Id, default);
        var columns = await world.Gallery.ReadAsync(world.Project, null, default);

        var shown = await columns.SelectAsync(new GalleryFilter(), GalleryOrder.Uncertainty, default);

        var confidences = shown.Ids.Select(id => columns.Find(id)!.Value.Guess!.Value.Confidence).ToList();
        confidences.Take(5).Average().ShouldBeLessThan(confidences.TakeLast(5).Average());
        shown.Ids.Distinct().Count().ShouldBe(30);
    }

    [Fact]
    public async Task Gold_images_and_those_that_could_not_be_featurized_are_found()
    {
        await using var world = await World.CreateAsync(pool: 4);
        await world.Installation.Images.AddAsync(world.Project.Id, [Installation.Image(world.Project, 99)], default);
        var images = await world.Installation.ListAsync(world.Project);
        await world.Installation.Get<IVectorIndex>().AddFailureAsync("known-vectors", images[^1].Image.Hash, "Half of it is missing.", default);
        await world.Installation.Get<IGoldStore>().MarkAsync(
            new GoldImage(world.Project.Id, images[0].Image.Id, world.Project.Classes[0].Id, await world.Installation.PersonAsync(), Installation.Noon), default);

        (await SelectAsync(world, new GalleryFilter { Failed = true })).Ids.ShouldBe([images[^1].Image.Id]);
        (await SelectAsync(world, new GalleryFilter { Gold = true })).Ids.ShouldBe([images[0].Image.Id]);
        (await SelectAsync(world, new GalleryFilter { Gold = true, Failed = true })).Ids.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("KNOT 1.", 1)]
    [InlineData(".jpg", 12)]
    [InlineData("%' OR 1=1 --", 0)]
    [InlineData("<script>alert(1)</script>", 0)]
    public async Task Text_is_looked_for_in_file_names_as_it_is(string text, int found)
    {
        await using var world = await World.CreateAsync(pool: 12);
        (await SelectAsync(world, new GalleryFilter { Text = text })).Ids.Count.ShouldBe(found);
    }

    [Fact]
    public async Task What_was_removed_from_the_project_is_shown_where_it_is_asked_for_alone()
    {
        await using var world = await World.CreateAsync(pool: 5, labelledTests: 2);
        var ids = (await world.Installation.ListAsync(world.Project)).Select(i => i.Image.Id).ToArray();
        await world.Installation.Get<ISplitMoves>().MoveAsync(world.Project.Id, [ids[0], ids[6]], Split.Removed, await world.Installation.PersonAsync(), Installation.Noon, default);

        var shown = await SelectAsync(world, new GalleryFilter(), GalleryOrder.Oldest);
        shown.Ids.ShouldBe(ids[1..6]);
        (shown.Total, shown.Counts.Pool + shown.Counts.Test, shown.Counts.Removed).ShouldBe((5, 5, 2));
        (await SelectAsync(world, new GalleryFilter { Split = Split.Removed }, GalleryOrder.Oldest)).Ids.ShouldBe([ids[0], ids[6]]);
    }

    [Fact]
    public async Task An_image_that_is_gone_is_gone_from_the_gallery_too()
    {
        await using var world = await World.CreateAsync(pool: 5);
        var before = await world.Gallery.ReadAsync(world.Project, null, default);
        var gone = (await world.Installation.ListAsync(world.Project))[2].Image.Id;
        await using (var context = await world.Installation.ContextAsync())
        {
            context.Remove(context.Images.Single(i => i.Id == gone));
            await context.SaveChangesAsync();
        }

        var after = await world.Gallery.ReadAsync(world.Project, before, default);

        after.Count.ShouldBe(4);
        after.Find(gone).ShouldBeNull();
    }

    [Fact]
    public async Task An_images_history_tells_its_labels_the_versions_that_it_trained_and_its_place()
    {
        await using var world = await World.CreateAsync(pool: 20);
        var leases = await world.LabelAsync(8);
        await world.Engine().RunAsync(world.Project.Id, default);
        var version = (await world.Installation.Models.LatestAsync(world.Project.Id, default)).ShouldNotBeNull();
        var histories = world.Installation.Get<IImageHistories>();

        var trained = await histories.ReadAsync(world.Project.Id, leases[0].ImageId, "known-vectors", default);
        var late = (await world.LabelAsync(1))[0];
        var other = await histories.ReadAsync(world.Project.Id, late.ImageId, "known-vectors", default);

        trained.TrainedVersions.ShouldBe([version.Id]);
        trained.Entries.ShouldHaveSingleItem().ShouldBe(trained.Deciding(new Answer(trained.Entries[0].ClassId, false, LabelSource.LabelPage)));
        trained.Place.ShouldNotBeNull().Done.ShouldBeTrue();
        trained.Row.ShouldNotBeNull();
        other.TrainedVersions.ShouldBeEmpty();
        other.Entries.ShouldHaveSingleItem().Round.ShouldBe(1);
        (await histories.ReadAsync(world.Project.Id + 1, late.ImageId, "known-vectors", default)).Entries.ShouldBeEmpty("it is another project's");
    }

    private static async Task<GallerySelection> SelectAsync(World world, GalleryFilter filter, GalleryOrder order = GalleryOrder.Newest) =>
        await (await world.Gallery.ReadAsync(world.Project, null, default)).SelectAsync(filter, order, default);

    private static Task AppendAsync(World world, long imageId, long person, long? classId, LabelSource source = LabelSource.LabelPage) =>
        world.Installation.Log.AppendAsync(
            new LabelEntry(
                Guid.NewGuid(), world.Project.Id, imageId, person, classId is null ? LabelKind.PoorExample : LabelKind.Class, classId, Installation.Noon, source), default);

    /// <summary>Three people say this and that about some images, and take some of it back.</summary>
    private static async Task<List<LabelEntry>> TalkAsync(World world, int times)
    {
        long[] people = [await world.Installation.PersonAsync(), await world.Installation.PersonAsync(PersonKind.Import), await AddPersonAsync(world)];
        var images = (await world.Installation.ListAsync(world.Project)).Where(i => i.Image.Split == Split.Pool).ToList();
        var random = new Random(times);
        var entries = new List<LabelEntry>();
        for (var i = 0; i < times; i++)
        {
            var open = entries.Where(e => e.Kind != LabelKind.Withdrawal && entries.All(w => w.Withdraws != e.Id)).ToList();
            var entry = random.Next(6) == 0 && open.Count > 0
                ? open[random.Next(open.Count)] with { Id = Guid.NewGuid(), Kind = LabelKind.Withdrawal, ClassId = null }
                : new LabelEntry(
                    Guid.NewGuid(), world.Project.Id, images[random.Next(images.Count * 3 / 4)].Image.Id, people[random.Next(3)], LabelKind.Class,
                    world.Project.Classes[random.Next(3)].Id, Installation.Noon, random.Next(3) == 0 ? LabelSource.Review : LabelSource.LabelPage, Round: random.Next(4));
            if (entry.Kind == LabelKind.Withdrawal)
                entry = entry with { Withdraws = open.First(o => o.ImageId == entry.ImageId && o.PersonId == entry.PersonId && o.At == entry.At).Id };
            else if (random.Next(8) == 0)
                entry = entry with { Kind = random.Next(2) == 0 ? LabelKind.PoorExample : LabelKind.Skip, ClassId = null };
            await world.Installation.Log.AppendAsync(entry, default);
            entries.Add(entry);
        }

        return entries;
    }

    private static async Task<long> AddPersonAsync(World world)
    {
        await using var context = await world.Installation.ContextAsync();
        var person = context.Add(Person.Create("Lea", PersonKind.Account)).Entity;
        await context.SaveChangesAsync();
        return person.Id;
    }
}
