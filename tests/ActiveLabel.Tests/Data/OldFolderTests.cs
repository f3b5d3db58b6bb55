using ActiveLabel.Core;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Tests.Data;

/// <summary>Data folders that earlier versions wrote.</summary>
public sealed class OldFolderTests
{
    [Fact]
    public async Task A_folder_from_when_leases_lay_in_the_queue_opens_with_them_and_with_all_that_was_counted()
    {
        var folder = new DataFolder(Installation.NewFolder());
        await WriteAsOnceAsync(folder);
        await using var installation = await Installation.OpenAsync(folder, keepsFolder: false);
        var page = new OpenPage(1, 1, "tab-one-1");

        (await installation.Queue.HeldAsync(page, Installation.Noon, default)).Select(l => l.ImageId).ShouldBe([4]);
        (await installation.Queue.CountAsync(1, Installation.Noon, default)).ShouldBe(new QueueCounts(Waiting: 1, Leased: 1));
        (await installation.Log.ProgressAsync(1, default)).ShouldBe(new LabelProgress(Labelled: 2, SinceLastRound: 1));
        var told = await StateAsync(installation);
        await installation.Get<SharedWriter>().DoAsync(writing => LabelProjection.RebuildAsync(writing, 1), default);
        (await StateAsync(installation)).ShouldBe(told, "it is what the log says");

        var span = new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(5));
        (await installation.Queue.LeaseAsync(page with { Session = "tab-two-2" }, 5, span, default)).Select(l => l.ImageId).ShouldBe([5]);
    }

    [Fact]
    public async Task A_folder_from_before_there_was_a_choice_of_what_counts_opens_with_the_newest_answer_and_counts_its_votes_when_a_round_begins()
    {
        var folder = new DataFolder(Installation.NewFolder());
        await WriteAsOnceAsync(folder);
        await using var installation = await Installation.OpenAsync(folder, keepsFolder: false);
        var opinions = installation.Get<IOpinionStore>();
        var before = await installation.Images.ListAnsweredAsync(1, default);
        before.ShouldNotBeEmpty();
        before.ShouldAllBe(i => i.Answer!.Confidence == 1);
        (await opinions.IsSettledAsync(1, default)).ShouldBeFalse();

        await new ConsensusKeeper(installation.Projects, opinions, installation.Get<IPracticeLog>(), TimeProvider.System).SettleAsync(1, default);

        (await opinions.IsSettledAsync(1, default)).ShouldBeTrue();
        (await installation.Images.ListAnsweredAsync(1, default)).Select(i => (i.Image.Id, i.Answer!.ClassId)).ShouldBe(before.Select(i => (i.Image.Id, i.Answer!.ClassId)));
    }

    [Fact]
    public async Task A_folder_from_before_classes_could_be_merged_opens_and_its_labels_follow_a_merger_and_its_undoing()
    {
        var folder = new DataFolder(Installation.NewFolder());
        await WriteAsOnceAsync(folder);
        await using var installation = await Installation.OpenAsync(folder, keepsFolder: false);
        async Task<long?[]> AnswersAsync() => [.. (await installation.Images.ListAnsweredAsync(1, default)).OrderBy(i => i.Image.Id).Select(i => i.Answer!.ClassId)];
        var by = new ClassAuthor(1, Installation.Noon);
        await installation.Projects.ChangeAsync(1, p => p.AddClass("rotten"), default);
        var before = await AnswersAsync();
        before.Count(id => id == 1).ShouldBe(2);

        var merged = await installation.Changes.MakeAsync(1, new ClassWish.Merge(1, 2), by, stamp: null, default);
        (await AnswersAsync()).Count(id => id == 2).ShouldBe(2);
        await installation.Changes.MakeAsync(1, new ClassWish.Undo(merged.Sequence), by, stamp: null, default);

        (await AnswersAsync()).ShouldBe(before);
    }

    private static async Task<string> StateAsync(Installation installation)
    {
        await using var context = await installation.ContextAsync();
        var queue = await context.Queue.OrderBy(q => q.ImageId).Select(q => new { q.ImageId, q.Answers, q.Poor, q.Done, q.Open }).ToListAsync();
        return $"{string.Join('\n', queue)}\n{await context.Tallies.Select(t => new { t.Overlap, t.Labelled, t.Undone, t.SinceRound }).SingleAsync()}";
    }

    /// <summary>Images 1 to 5: labelled before the round, labelled after it, poor, before somebody, free.</summary>
    private static async Task WriteAsOnceAsync(DataFolder folder)
    {
        Directory.CreateDirectory(folder.Root);
        await using var services = new ServiceCollection().AddData(folder).BuildServiceProvider();
        await using var context = await services.GetRequiredService<IDbContextFactory<ActiveLabelContext>>().CreateDbContextAsync();
        await context.GetService<IMigrator>().MigrateAsync("20261125164008_Accounts");
        var until = Installation.Noon.AddMinutes(3).ToUnixTimeMilliseconds();
        await context.Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO "People" ("Id", "Name", "Kind") VALUES (1, 'Local', 'Local');
            INSERT INTO "Projects" ("Id", "Name", "NameKey", "CreatedAt", "Network", "Policy", "Instructions") VALUES (1, 'Knots', 'KNOTS', 0, 'net', {{"""{"Strategy":"Margin","LeaseMinutes":5}"""}}, '');
            INSERT INTO "Classes" ("Id", "ProjectId", "Name", "Ordinal", "Key", "Definition") VALUES (1, 1, 'sound', 0, '1', ''), (2, 1, 'dry', 1, '2', '');
            INSERT INTO "Images" ("Id", "ProjectId", "Hash", "FileName", "Split", "ByteCount", "Width", "Height", "ContentType", "ImportedAt", "AnswerSource", "AnswerClassId", "AnswerAudit")
            SELECT i, 1, printf('%064d', i), i || '.jpg', 'Pool', 1, 1, 1, 'image/jpeg', 0, iif(i <= 3, 'LabelPage', NULL), iif(i <= 2, 1, NULL), 0
            FROM (SELECT 1 AS i UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5);
            INSERT INTO "Labels" ("Sequence", "Id", "ProjectId", "ImageId", "PersonId", "Kind", "ClassId", "At", "Source", "Audit")
            SELECT i, printf('00000000-0000-0000-0000-%012d', i), 1, i, 1, iif(i = 3, 'PoorExample', 'Class'), iif(i = 3, NULL, 1), 0, 'LabelPage', 0
            FROM (SELECT 1 AS i UNION SELECT 2 UNION SELECT 3);
            INSERT INTO "Rounds" ("ProjectId", "Number", "State", "Strategy", "BatchSize", "Seed", "StartedAt", "FinishedAt", "LabelCount", "LabelMark")
            VALUES (1, 1, 'NotEnoughLabels', 'Margin', 10, 1, 0, 0, 1, 1);
            INSERT INTO "Queue" ("ImageId", "ProjectId", "Round", "Rank", "Reason", "Skips", "Done", "LeasePersonId", "LeaseSession", "LeasedUntil")
            SELECT i, 1, 0, i, 'Waiting', 0, i <= 3, iif(i = 4, 1, NULL), iif(i = 4, 'tab-one-1', NULL), iif(i = 4, {{until}}, NULL)
            FROM (SELECT 1 AS i UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5);
            """);
    }
}
