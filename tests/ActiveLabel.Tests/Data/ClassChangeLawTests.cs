using ActiveLabel.Core;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

/// <summary>What holds for any sequence of labels, class changes and undos.</summary>
public sealed class ClassChangeLawTests
{
    private const int Drawn = 40;

    private enum Act
    {
        Label,
        Correct,
        PoorExample,
        Skip,
        TakeBack,
        Merge,
        Split,
        SplitAndKeep,
        Delete,
        Rename,
        Undo,
    }

    /// <summary>Drawn at random, and the same each time.</summary>
    private static IEnumerable<(Act Act, int Image, int Class, int Other, int Person)> History(int seed)
    {
        var random = new Random(seed);
        var acts = Enum.GetValues<Act>();
        return Enumerable.Range(0, random.Next(5, 41)).Select(_ => (acts[random.Next(acts.Length)], random.Next(4), random.Next(10), random.Next(10), random.Next(2))).ToList();
    }

    [Fact]
    public async Task What_is_kept_is_what_log_and_record_say_and_undoing_all_equals_never_having_changed()
    {
        await using var installation = await Installation.CreateAsync();
        long[] people = [await installation.PersonAsync(), await installation.PersonAsync(PersonKind.Import)];
        var (made, changed) = (0, 0);

        for (var seed = 0; seed < Drawn; seed++)
        {
            var acts = History(seed);
            var project = await installation.ProjectAsync(images: 4, $"project {++made}");
            var images = (await installation.ListAsync(project)).Select(i => i.Image.Id).ToList();
            foreach (var (at, act) in acts.Index())
            {
                try
                {
                    await DoAsync(installation, project.Id, act.Act, images[act.Image], people[act.Person], act.Class, act.Other, $"{made} {at}");
                }
                catch (WrongUseException)
                {
                    // Not everything can be done at every moment; what was refused changed nothing.
                }
            }

            await CheckAsync(installation, project.Id, images);
            var history = await installation.Changes.ListAsync(project.Id, default);
            changed += history.Standing.Count;
            var aside = new Stack<long>();
            foreach (var change in history.Standing.Reverse())
            {
                await UndoAsync(installation, project.Id, change, people[0], aside);
            }

            while (aside.TryPop(out var sequence)) await ChangeAsync(installation, project.Id, new ClassWish.Undo(sequence), people[0]);

            var back = await CheckAsync(installation, project.Id, images);
            back.Classes.Select(c => (c.Id, c.Name, c.Ordinal)).ShouldBe(project.Classes.Select(c => (c.Id, c.Name, c.Ordinal)));
            var whole = (await installation.Changes.ListAsync(project.Id, default)).Entries
                .SelectMany(c => c.Parts.Where(p => p.Made).Select(p => (Part: p.ClassId, c.ClassId))).ToDictionary(p => p.Part, p => p.ClassId);
            foreach (var image in images)
            {
                // As if the parts had never been there, whoever gave one gave the whole.
                (await AnswerAsync(installation, project.Id, image)).ShouldBe(Expect(await LogAsync(installation, image), (classId, _) =>
                {
                    while (whole.TryGetValue(classId, out var of)) classId = of;
                    return classId;
                }));
            }
        }

        changed.ShouldBeGreaterThan(40, "or little was tried");
    }

    /// <summary>As the refusal says: where changes were undone out of their order, a class may have the name of one that comes back, and is renamed for a while.</summary>
    private static async Task UndoAsync(Installation installation, long projectId, ClassChange change, long person, Stack<long> aside)
    {
        try
        {
            await ChangeAsync(installation, projectId, new ClassWish.Undo(change.Sequence), person);
        }
        catch (WrongUseException refused) when (refused.Message.Contains("named '", StringComparison.Ordinal) && refused.Message.Contains("rename", StringComparison.Ordinal))
        {
            var blocks = (await installation.Projects.FindAsync(projectId, default))!.Classes.Single(c => refused.Message.Contains($"named '{c.Name}'", StringComparison.Ordinal));
            aside.Push((await ChangeAsync(installation, projectId, new ClassWish.Rename(blocks.Id, $"aside {blocks.Id}"), person)).Sequence);
            await UndoAsync(installation, projectId, change, person, aside);
        }
    }

    private static Task<ClassChange> ChangeAsync(Installation installation, long projectId, ClassWish wish, long person) =>
        installation.Changes.MakeAsync(projectId, wish, new ClassAuthor(person, Installation.Noon), null, default);

    private static async Task<Project> CheckAsync(Installation installation, long projectId, List<long> images)
    {
        var history = await installation.Changes.ListAsync(projectId, default);
        var project = (await installation.Projects.FindAsync(projectId, default))!;
        project.ClassMark.ShouldBe(history.Mark);
        foreach (var known in project.AllClasses)
        {
            known.Meaning.ShouldBe(history.MeaningOf(known.Id));
            known.IsGone.ShouldBe(history.MeaningOf(known.Id).CountsAs != known.Id);
        }

        project.Classes.Count.ShouldBeGreaterThanOrEqualTo(2);
        project.Classes.Select(c => c.Name).ShouldBeUnique();
        project.Classes.Where(c => c.Key.Length > 0).Select(c => c.Key).ShouldBeUnique();
        foreach (var image in images)
        {
            (await AnswerAsync(installation, projectId, image)).ShouldBe(Expect(await LogAsync(installation, image), (classId, at) => history.MeaningOf(classId).Read(at)));
        }

        var kept = await StateAsync(installation, projectId);
        await installation.Get<SharedWriter>().DoAsync(writing => LabelProjection.RebuildAsync(writing, projectId), default);
        (await StateAsync(installation, projectId)).ShouldBe(kept);
        return project;
    }

    private static async Task DoAsync(Installation installation, long projectId, Act act, long image, long person, int first, int second, string name)
    {
        var project = (await installation.Projects.FindAsync(projectId, default))!;
        // Also those that are gone: a page may still show them.
        var (one, other) = (project.AllClasses[first % project.AllClasses.Count], project.AllClasses[second % project.AllClasses.Count]);
        var label = new LabelEntry(Guid.NewGuid(), projectId, image, person, LabelKind.Class, one.Id, Installation.Noon, LabelSource.LabelPage, Audit: second == 0);
        var standing = (await installation.Changes.ListAsync(projectId, default)).Standing;
        Task Change(ClassWish wish) => installation.Changes.MakeAsync(projectId, wish, new ClassAuthor(person, Installation.Noon), null, default);
        await (act switch
        {
            Act.Label => installation.Log.AppendAsync(label, default),
            Act.Correct => installation.Log.AppendAsync(label with { Source = LabelSource.Review }, default),
            Act.PoorExample => installation.Log.AppendAsync(label with { Kind = LabelKind.PoorExample, ClassId = null }, default),
            Act.Skip => installation.Log.AppendAsync(label with { Kind = LabelKind.Skip, ClassId = null }, default),
            Act.TakeBack => installation.Log.UndoAsync(
                new OpenPage(projectId, person, "tab"), Guid.NewGuid(), null, Installation.Noon, new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(1)), default),
            Act.Merge => Change(new ClassWish.Merge(one.Id, other.Id)),
            Act.Split => Change(new ClassWish.Split(one.Id, second % 3 == 0 ? [$"{name} a", other.Name] : [$"{name} a", $"{name} b"])),
            Act.SplitAndKeep => Change(new ClassWish.Split(one.Id, [one.Name, second % 3 == 0 ? other.Name : $"{name} a"])),
            Act.Delete => Change(new ClassWish.Delete(one.Id)),
            Act.Rename => Change(new ClassWish.Rename(one.Id, $"{name} r")),
            _ => Change(new ClassWish.Undo(standing.Count == 0 ? 0 : standing[first % standing.Count].Sequence)),
        });
    }

    /// <summary>The rule once more, person by person.</summary>
    private static Answer? Expect(IReadOnlyList<(LabelEntry Entry, long Sequence)> log, Func<long, long, long?> read)
    {
        var standing = log.Where(l => l.Entry.Kind is LabelKind.Class or LabelKind.PoorExample && log.All(w => w.Entry.Withdraws != l.Entry.Id)).ToList();
        long? CountsAs((LabelEntry Entry, long Sequence) label) => label.Entry.ClassId is { } classId ? read(classId, label.Sequence) : null;
        bool Says((LabelEntry Entry, long Sequence) label) => label.Entry.Kind == LabelKind.PoorExample || CountsAs(label) is not null;

        var silent = standing.GroupBy(l => l.Entry.PersonId).Where(person => !Says(person.Last())).ToList();
        var heard = standing.Where(l => Says(l) && silent.TrueForAll(person => person.Key != l.Entry.PersonId)).ToList();
        return heard.Count == 0
            ? null
            : new Answer(CountsAs(heard[^1]), heard.Exists(l => l.Entry.Audit) || silent.Exists(person => person.Last().Entry.Audit), heard[^1].Entry.Source)
            {
                Confidence = heard.GroupBy(l => l.Entry.PersonId).Average(person => CountsAs(person.Last()) == CountsAs(heard[^1]) ? 1.0 : 0),
            };
    }

    private static async Task<Answer?> AnswerAsync(Installation installation, long projectId, long image) =>
        (await installation.Images.FindAsync(projectId, image, default))!.Answer;

    private static async Task<List<(LabelEntry, long)>> LogAsync(Installation installation, long image)
    {
        await using var context = await installation.ContextAsync();
        var log = await context.Labels.AsNoTracking().Where(l => l.ImageId == image)
            .Select(l => new { Entry = l, Sequence = EF.Property<long>(l, LabelConfiguration.Sequence) }).OrderBy(l => l.Sequence).ToListAsync();
        return log.ConvertAll(l => (l.Entry, l.Sequence));
    }

    private static async Task<string> StateAsync(Installation installation, long projectId)
    {
        await using var context = await installation.ContextAsync();
        var queue = await context.Queue.Where(q => q.ProjectId == projectId).OrderBy(q => q.ImageId)
            .Select(q => new { q.ImageId, q.Answers, q.Poor, q.Again, q.Done, q.Open, q.Round, q.Rank }).ToListAsync();
        var tally = await context.Tallies.Where(t => t.ProjectId == projectId).Select(t => new { t.Labelled, t.Undone, t.SinceRound }).SingleAsync();
        var answers = await installation.Images.ListAsync(projectId, default);
        return $"{string.Join('\n', queue)}\n{string.Join('\n', answers.Select(a => a.Answer))}\n{tally}";
    }
}
