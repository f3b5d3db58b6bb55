using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

/// <summary>Whatever people, rounds and the clock do: the queue gives what it would give if all were looked up in full.</summary>
public sealed class QueueLawTests
{
    private const int Images = 9, People = 3;
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(5);

    private enum Act
    {
        Lease,
        LeaseMore,
        LeaseThose,
        Label,
        LabelUnasked,
        Skip,
        PoorExample,
        Undo,
        Release,
        Round,
        Wait,
        AskMorePeople,
        SecondOpinions,
    }

    private static readonly Gen<(Act Act, int Person, int Tab, int Number)[]> Histories =
        Gen.Select(Gen.Enum<Act>(), Gen.Int[0, People - 1], Gen.Int[0, 1], Gen.Int[0, 99]).Array[5, 60];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_best_free_image_is_given_none_to_too_many_people_and_none_is_lost(int overlap)
    {
        await using var installation = await Installation.CreateAsync();
        var people = await OverlapTests.PeopleAsync(installation, People);
        var made = 0;

        await Histories.SampleAsync(
            async history =>
            {
                var project = await installation.ProjectAsync(Images, $"project {made++}", new() { Overlap = overlap });
                var world = new World(installation, project, people, await PaperAsync(installation, project, overlap));
                foreach (var (act, person, tab, number) in history)
                {
                    await world.DoAsync(act, person, tab, number);
                }

                await world.CheckCountsAsync();
            },
            iter: 30, threads: 1);
    }

    private static async Task<PaperQueue> PaperAsync(Installation installation, Project project, int overlap)
    {
        await using var context = await installation.ContextAsync();
        var rows = await context.Queue.AsNoTracking().Where(q => q.ProjectId == project.Id).ToListAsync();
        var paper = new PaperQueue([.. rows.Select(q => q.ImageId)], overlap);
        rows.ForEach(q => paper.Place(q.ImageId, q.Round, q.Rank));
        return paper;
    }

    private sealed class World(Installation installation, Project project, long[] people, PaperQueue paper)
    {
        private readonly List<LabelEntry> _given = [];
        private DateTimeOffset _now = Installation.Noon;

        private LeaseSpan Span => new(_now, Duration);

        public Task DoAsync(Act act, int person, int tab, int number)
        {
            var page = new OpenPage(project.Id, people[person], $"tab {tab} of {person}");
            var images = Enumerable.Range(0, Images).Select(n => project.Id * Images - Images + 1 + n).ToList();
            return act switch
            {
                Act.Lease => LeaseAsync(page, 1),
                Act.LeaseMore => LeaseAsync(page, 1 + (number % 4)),
                Act.LeaseThose => LeaseThoseAsync(page, [images[number % Images], images[number / Images % Images]]),
                Act.Label => AnswerAsync(page, LabelKind.Class, paper.Held(page, _now).FirstOrDefault()),
                Act.LabelUnasked => AnswerAsync(page, LabelKind.Class, images[number % Images]),
                Act.Skip => AnswerAsync(page, LabelKind.Skip, paper.Held(page, _now).LastOrDefault()),
                Act.PoorExample => AnswerAsync(page, LabelKind.PoorExample, number < 50 ? paper.Held(page, _now).FirstOrDefault() : images[number % Images]),
                Act.Undo => UndoAsync(page),
                Act.Release => ReleaseAsync(page),
                Act.Round => RoundAsync([.. images.Where(i => (i + number) % 3 == 0)]),
                Act.SecondOpinions => SecondOpinionsAsync([.. images.Where(i => (i + number) % 4 == 0)], [.. images.Where(i => (i + number) % 4 == 1)]),
                Act.Wait => Task.FromResult(_now += Duration * (number % 3) / 2),
                _ => AskAsync(1 + (number % People)),
            };
        }

        public async Task CheckCountsAsync()
        {
            var told = await StateAsync();
            await installation.Get<SharedWriter>().DoAsync(writing => LabelProjection.RebuildAsync(writing, project.Id), default);
            (await StateAsync()).ShouldBe(told, "what is kept is what the log says");
        }

        private async Task LeaseAsync(OpenPage page, int most)
        {
            var expected = paper.Free(page.PersonId, _now).Take(most).ToList();
            var leases = await installation.Queue.LeaseAsync(page, most, Span, default);
            leases.Select(l => l.ImageId).ShouldBe(expected, ignoreOrder: true);
            paper.Lease(page, expected, Span.Until);
        }

        private async Task LeaseThoseAsync(OpenPage page, long[] wanted)
        {
            var expected = wanted.Where(i => paper.Free(page.PersonId, _now).Contains(i) || (paper.Held(page, _now).Contains(i) && !paper.IsDone(i))).Distinct().ToList();
            var leases = await installation.Queue.LeaseThoseAsync(page, wanted, Span, default);
            leases.Where(l => !paper.IsDone(l.ImageId)).Select(l => l.ImageId).ShouldBe(expected, ignoreOrder: true);
            paper.Lease(page, expected, Span.Until);
        }

        private async Task AnswerAsync(OpenPage page, LabelKind kind, long image)
        {
            if (image == 0)
                return;

            var entry = new LabelEntry(
                Guid.NewGuid(), project.Id, image, page.PersonId, kind, kind == LabelKind.Class ? project.Classes[0].Id : null, _now, LabelSource.LabelPage);
            // The writer learns that a lease has run out with the next turn, as from the page.
            var turn = await installation.Queue.TakeTurnAsync(new TurnRequest(page, Span, entry, 0, []), default);
            turn.Outcome.ShouldBe(paper.Append(entry, _now));
            _given.Add(entry);
        }

        private async Task UndoAsync(OpenPage page)
        {
            var newest = _given.FindLast(e => e.PersonId == page.PersonId);
            var back = await installation.Log.UndoAsync(page, Guid.NewGuid(), null, _now, Span, default);
            back?.Entry.Id.ShouldBe(newest!.Id);
            (back is null).ShouldBe(newest is null);
            if (newest is null)
                return;

            _given.Remove(newest);
            paper.Withdraw(newest);
            var again = paper.Free(page.PersonId, _now).Contains(newest.ImageId) || (paper.Held(page, _now).Contains(newest.ImageId) && !paper.IsDone(newest.ImageId));
            if (again)
                paper.Lease(page, [newest.ImageId], Span.Until);
            (back!.Image is not null).ShouldBe(paper.Held(page, _now).Contains(newest.ImageId));
        }

        private async Task ReleaseAsync(OpenPage page)
        {
            await installation.Queue.ReleaseAsync(page, default);
            paper.Release(page);
        }

        private async Task RoundAsync(long[] picks)
        {
            var round = (await installation.Rounds.BeginAsync(project.Id, QueryStrategy.Margin, 3, 1, _now, default))!;
            round.Lack("few labels", 0, _now);
            await installation.Rounds.EndAsync(round, [.. picks.Select(i => new ActiveLabel.Core.Rounds.Pick(i, PickReason.Start))], default);
            var rank = 0;
            if (picks.Length > 0)
                paper.ForgetWanted();
            foreach (var image in picks.Where(i => !paper.IsDone(i)))
            {
                paper.Place(image, round.Number, rank++);
            }
        }

        /// <summary>A round that asks for one more person about some images, whoever has answered, and about others as ever.</summary>
        private async Task SecondOpinionsAsync(long[] fresh, long[] again)
        {
            var round = (await installation.Rounds.BeginAsync(project.Id, QueryStrategy.Margin, 3, 1, _now, default))!;
            round.Lack("few labels", 0, _now);
            var wanted = again.Select(i => (Image: i, People: paper.Answers(i) + 1)).ToList();
            await installation.Rounds.EndAsync(
                round,
                [
                    .. wanted.Select(w => new ActiveLabel.Core.Rounds.Pick(w.Image, PickReason.SecondOpinion) { Wanted = w.People }),
                    .. fresh.Select(i => new ActiveLabel.Core.Rounds.Pick(i, PickReason.Strategy)),
                ],
                default);
            paper.ForgetWanted();
            long[] open = [.. fresh.Where(i => !paper.IsDone(i))];
            var rank = 0;
            foreach (var image in paper.Want(wanted).Concat(open))
            {
                paper.Place(image, round.Number, rank++);
            }
        }

        private async Task AskAsync(int overlap)
        {
            await installation.Projects.ChangeAsync(project.Id, p => p.Follow(p.Policy with { Overlap = overlap, SecondOpinions = true }), default);
            paper.Overlap = overlap;
        }

        private async Task<string> StateAsync()
        {
            await using var context = await installation.ContextAsync();
            var queue = await context.Queue.Where(q => q.ProjectId == project.Id).OrderBy(q => q.ImageId).Select(q => new { q.Answers, q.Poor, q.Wanted, q.Done, q.Open }).ToListAsync();
            var tally = await context.Tallies.Where(t => t.ProjectId == project.Id).Select(t => new { t.Overlap, t.Labelled, t.Undone, t.SinceRound }).SingleAsync();
            return $"{string.Join('\n', queue)}\n{tally}";
        }
    }
}
