using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks.Big;

/// <summary>Weeks of labelling written into a project at once, each closed by a round that trains on all labels so far.</summary>
internal sealed class LabelledWeeks(IServiceProvider services, MadeUpPool pool, PastClock clock, int labels, int people)
{
    /// <summary>Shares of the images that are labelled by the end of each week.</summary>
    private static readonly double[] Grown = [0.005, 0.015, 0.04, 0.1, 0.22, 0.45, 0.7, 1];

    /// <summary>Entries for one image: five opinions, and what is skipped and taken back.</summary>
    private const double EntriesAnImage = 5.13;

    private const int Opinions = 5;
    private const int Corrections = 150;
    private const int Gold = 200;
    private const int EntriesAtOnce = 5_000;
    private const int ImagesAtOnce = 2_000;

    private readonly Random _random = new(7);
    private readonly SharedWriter _writer = services.GetRequiredService<SharedWriter>();
    private readonly ILabelLog _log = services.GetRequiredService<ILabelLog>();
    private IReadOnlyList<Hand> _hands = [];
    private Project _project = null!;
    private Round? _round;

    public async Task MakeAsync(Action<string> done)
    {
        _project = (await services.GetRequiredService<IProjectStore>().FindAsync(pool.ProjectId, default))!;
        _hands = await Crowd.JoinAsync(services, pool.ProjectId, people);
        long[] images = [.. (await services.GetRequiredService<IImageStore>().ListIdsAsync(pool.ProjectId, Split.Pool, default)).SkipLast(pool.Failed)];
        _random.Shuffle(images);
        var most = Math.Min(images.Length, (int)(labels / EntriesAnImage));
        var last = 0;
        foreach (var (week, share) in Grown.Index())
        {
            clock.Now = MadeUpPool.ImportedAt.AddDays(7 * week);
            var next = (int)(most * share);
            var written = await LabelAsync(images[last..next]);
            last = next;
            clock.Now = clock.Now.AddDays(5);
            if (week == 1)
                await PractiseAsync(images[..Gold]);

            _round = await services.GetRequiredService<RoundEngine>().RunAsync(pool.ProjectId, default);
            await CorrectAsync(images[..next]);
            done($"week {week + 1}, {written:N0} entries, round {_round!.Number} {_round.State} on {_round.LabelCount:N0} images");
        }
    }

    private async Task<int> LabelAsync(long[] images)
    {
        var entries = new List<LabelEntry>();
        foreach (var (rank, image) in images.Index())
            Answer(image, rank, entries);

        // As they came in, whoever gave them: a withdrawal comes a moment after what it takes back.
        foreach (var some in entries.OrderBy(e => e.At).Chunk(EntriesAtOnce))
        {
            await _writer.DoAsync(
                async writing =>
                {
                    await using var table = new BulkInsert<LabelEntry>(writing.Context);
                    foreach (var entry in some)
                        await table.InsertAsync(entry, shadow: null, default);
                },
                default);
        }

        foreach (var some in images.Chunk(ImagesAtOnce))
        {
            await _writer.DoAsync(
                async writing =>
                {
                    foreach (var image in some)
                        await LabelProjection.ApplyAsync(writing, pool.ProjectId, image, new ImageLog([], 0), await ImageLog.ReadAsync(writing, pool.ProjectId, image));
                },
                default);
        }

        return entries.Count;
    }

    private void Answer(long image, int rank, List<LabelEntry> entries)
    {
        var audit = _random.Next(10) == 0;
        var hands = new HashSet<Hand>();
        while (hands.Count < Math.Min(Opinions, _hands.Count))
            hands.Add(_hands[_random.Next(_hands.Count)]);

        foreach (var hand in hands)
        {
            var at = clock.Now.AddDays(_random.Next(5)).AddSeconds(_random.Next(8 * 3600));
            LabelEntry Entry(LabelKind kind, long? classId, LabelSource source = LabelSource.LabelPage) => new(
                Guid.CreateVersion7(at), pool.ProjectId, image, hand.PersonId, kind, classId, at, source, hand.Took(_random), _round?.Number ?? 0, rank,
                audit, _round?.ModelVersionId);

            var given = Entry(LabelKind.Class, ClassOf(image, hand), audit || _round is null || _random.Next(10) > 0 ? LabelSource.LabelPage : LabelSource.Grid);
            switch (_random.Next(200))
            {
                case 0:
                    given = Entry(LabelKind.PoorExample, classId: null);
                    break;
                case 1 or 2 or 3:
                    entries.Add(Entry(LabelKind.Skip, classId: null) with { At = at.AddMinutes(-20) });
                    break;
                case 4 or 5:
                    var slip = Entry(LabelKind.Class, ClassOf(image, hand)) with { At = at.AddSeconds(-8) };
                    entries.Add(slip);
                    entries.Add(Entry(LabelKind.Withdrawal, classId: null) with { At = at.AddSeconds(-5), Withdraws = slip.Id, TookMilliseconds = null });
                    break;
            }

            entries.Add(given);
        }
    }

    private long ClassOf(long image, Hand hand)
    {
        var truth = TruthOf(image);
        return _project.Classes[hand.Answer(truth, pool.IsBetween(image), _project.Classes.Count, _random)].Id;
    }

    private int TruthOf(long image) => _project.Classes.Index().First(c => c.Item.Id == pool.Truth[image]).Index;

    /// <summary>An admin goes over some answers that are wrong.</summary>
    private async Task CorrectAsync(long[] images)
    {
        var admin = await services.GetRequiredService<IPersonStore>().GetAsync(PersonKind.Local, default);
        var answered = await services.GetRequiredService<IImageStore>().FindAsync(pool.ProjectId, images, default);
        var wrong = images.Where(image => answered[image].Answer is { ClassId: { } given } && given != pool.Truth[image]).TakeLast(Corrections);
        await _log.AppendAsync(
            [
                .. wrong.Select((image, at) => new LabelEntry(
                    Guid.CreateVersion7(clock.Now.AddSeconds(4 * at)), pool.ProjectId, image, admin.Id, LabelKind.Class, pool.Truth[image], clock.Now.AddSeconds(4 * at),
                    LabelSource.Review, ModelVersionId: _round!.ModelVersionId)),
            ],
            default);
    }

    /// <summary>Gold images, on which everybody practises before they are asked about some in secret.</summary>
    private async Task PractiseAsync(long[] gold)
    {
        var store = services.GetRequiredService<IGoldStore>();
        var admin = await services.GetRequiredService<IPersonStore>().GetAsync(PersonKind.Local, default);
        foreach (var image in gold)
            await store.MarkAsync(new GoldImage(pool.ProjectId, image, pool.Truth[image], admin.Id, clock.Now), default);

        var answers = _hands.SelectMany(hand => Enumerable.Range(0, 90).Select(at =>
        {
            var image = gold[_random.Next(gold.Length)];
            return new PracticeAnswer(
                Guid.CreateVersion7(clock.Now.AddMinutes(at)), pool.ProjectId, hand.PersonId, image, ClassOf(image, hand), pool.Truth[image], clock.Now.AddMinutes(at))
            {
                Source = at < 30 ? GoldSource.Practice : GoldSource.Hidden,
                Passes = at == 29,
            };
        })).ToList();
        await _writer.DoAsync(
            async writing =>
            {
                await using var table = new BulkInsert<PracticeAnswer>(writing.Context);
                foreach (var answer in answers.OrderBy(a => a.At))
                    await table.InsertAsync(answer, shadow: null, default);
            },
            default);
    }
}
