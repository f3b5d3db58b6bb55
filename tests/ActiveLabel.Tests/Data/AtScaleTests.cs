using System.Diagnostics;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

/// <summary>Measures the stores with 100,000 images. Run on demand: it takes a minute and wants a quiet machine.</summary>
public sealed class AtScaleTests(ITestOutputHelper output)
{
    private const int Images = 100_000;

    [Fact(Explicit = true)]
    public async Task Leasing_stays_below_five_milliseconds_with_100000_images()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var images = Enumerable.Range(0, Images).Select(n => Installation.Image(project, n, n % 5 == 0 ? Split.Test : Split.Pool, n % 3 == 0 ? "dry" : null)).ToList();
        await TimeAsync("add 100,000 images, a third labelled", () => installation.Images.AddAsync(project.Id, images, default));
        await TimeAsync("add the same again", () => installation.Images.AddAsync(project.Id, images, default));
        var listed = await TimeAsync("list", () => installation.Images.ListAsync(project.Id, default));
        var index = installation.Get<IVectorIndex>();
        await TimeAsync("index 90,000 vectors by 1,000", async () =>
        {
            foreach (var chunk in listed.Take(90_000).Select((i, row) => new VectorRow(i.Image.Hash, row)).Chunk(1000))
                await index.AddAsync("net", chunk, default);
            return 0;
        });
        (await TimeAsync("rows", () => index.RowsAsync(project.Id, "net", default))).Count.ShouldBe(90_000);
        (await TimeAsync("without vector", () => installation.Images.ListWithoutVectorAsync(project.Id, "net", default))).Count.ShouldBe(10_000);
        (await TimeAsync("counts", () => installation.Images.CountAsync(project.Id, "net", default))).Featurized.ShouldBe(90_000);
        await TimeAsync("queue counts", () => installation.Queue.CountAsync(project.Id, Installation.Noon, default));
        await TimeAsync("progress before any round", () => installation.Log.ProgressAsync(project.Id, default));

        var round = (await installation.Rounds.BeginAsync(project.Id, QueryStrategy.Margin, Images, 1, Installation.Noon, default))!;
        round.Lack("measuring", 0, Installation.Noon);
        var picks = listed.Where(i => i.Image.Split == Split.Pool && i.Answer is null).Take(1000).Select(i => new Pick(i.Image.Id, PickReason.Start)).ToList();
        await TimeAsync("end a round of 1,000 picks", async () => { await installation.Rounds.EndAsync(round, picks, default); return 0; });

        var person = await installation.PersonAsync();
        var (page, now) = (new OpenPage(project.Id, person, "tab"), new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(5)));
        var leases = new List<Lease>();
        var leasing = await EachAsync(200, async _ => leases.AddRange(await installation.Queue.LeaseAsync(page, 1, now, default)));
        var labelling = await EachAsync(200, n => installation.Log.AppendAsync(
            new LabelEntry(Guid.NewGuid(), project.Id, leases[n].ImageId, person, LabelKind.Class, project.Classes[0].Id, Installation.Noon, LabelSource.LabelPage), default));
        await TimeAsync("progress after 200 labels", () => installation.Log.ProgressAsync(project.Id, default));
        await EachAsync(50, _ => installation.Log.UndoAsync(page, Guid.NewGuid(), null, Installation.Noon, now, default), "undo");
        Tell("lease", leasing);
        Tell("label", labelling);

        leasing[leasing.Length / 2].ShouldBeLessThan(5);
    }

    [Theory(Explicit = true)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(100, 3)]
    public async Task Pages_that_label_as_fast_as_they_can_share_their_commits(int pages, int overlap)
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(policy: new() { Overlap = overlap });
        await installation.Images.AddAsync(project.Id, [.. Enumerable.Range(0, Images).Select(n => Installation.Image(project, n))], default);
        var people = await OverlapTests.PeopleAsync(installation, pages);
        var span = new LeaseSpan(Installation.Noon, TimeSpan.FromMinutes(5));
        var taken = new List<double>[pages];
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        await Task.WhenAll(Enumerable.Range(0, pages).Select(at => Task.Run(async () =>
        {
            var page = new OpenPage(project.Id, people[at], $"page {at}");
            var hand = new Queue<long>((await installation.Queue.LeaseAsync(page, 3, span, default)).Select(l => l.ImageId));
            taken[at] = [];
            for (var n = 0; n < 20_000 / (pages + 9); n++)
            {
                var asked = Stopwatch.GetTimestamp();
                var label = new LabelEntry(
                    Guid.NewGuid(), project.Id, hand.Dequeue(), people[at], LabelKind.Class, project.Classes[n % 3].Id, Installation.Noon, LabelSource.LabelPage);
                var turn = await installation.Queue.TakeTurnAsync(new TurnRequest(page, span, label, 3, [.. hand]), default);
                taken[at].Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                foreach (var image in turn.Images)
                    hand.Enqueue(image.Lease.ImageId);
            }
        })));

        double[] all = [.. taken.SelectMany(t => t).Order()];
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Tell($"{pages} pages, {overlap} opinions: {all.Length / seconds:0} labels a second, {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / all.Length:0.00} ms of a core each; a turn", all);
    }

    [Fact(Explicit = true)]
    public async Task A_class_changes_at_300000_labels_of_50_people_while_others_label()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(policy: new() { Overlap = 3 });
        await installation.Images.AddAsync(project.Id, [.. Enumerable.Range(0, Images).Select(n => Installation.Image(project, n))], default);
        var people = await OverlapTests.PeopleAsync(installation, 50);
        var (sound, dry) = (project.Classes[0].Id, project.Classes[1].Id);
        await using (var context = await installation.ContextAsync())
        {
            for (var opinion = 0; opinion < 3; opinion++)
            {
                var prefix = $"{opinion}0000000-0000-0000-0000-%012d";
                await context.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "Labels" ("Id", "ProjectId", "ImageId", "PersonId", "Kind", "ClassId", "At", "Source", "Audit")
                    SELECT printf({prefix}, "Id"), {project.Id}, "Id", {people[0]} + ("Id" * 3 + {opinion}) % 50, 'Class',
                        {sound} + ("Id" * 7 + ("Id" % 5 = 0) * {opinion}) % 3, 0, 'LabelPage', 0
                    FROM "Images" WHERE "ProjectId" = {project.Id} AND "Id" % 100 <> 0
                    """);
            }
        }

        await TimeAsync("derive the project from its log", async () => { await installation.Get<SharedWriter>().DoAsync(w => LabelProjection.RebuildAsync(w, project.Id), default); return 0; });
        await TimeAsync("foretell a merger", () => installation.Changes.ForecastAsync(project.Id, new ClassWish.Merge(dry, sound), default));
        var by = new ClassAuthor(people[0], Installation.Noon);
        var merged = await WhileLabellingAsync("merge a third of them", new ClassWish.Merge(dry, sound));
        await WhileLabellingAsync("undo it", new ClassWish.Undo(merged.Sequence));
        var split = await WhileLabellingAsync("split a third of them", new ClassWish.Split(dry, ["light", "dark"]));
        await WhileLabellingAsync("undo it", new ClassWish.Undo(split.Sequence));
        await WhileLabellingAsync("delete a third of them", new ClassWish.Delete(dry));

        async Task<ClassChange> WhileLabellingAsync(string what, ClassWish wish)
        {
            using var over = new CancellationTokenSource();
            var longest = 0.0;
            var labelling = Task.Run(async () =>
            {
                for (var n = 0; !over.IsCancellationRequested; n++)
                {
                    var start = Stopwatch.GetTimestamp();
                    await installation.Log.AppendAsync(
                        new LabelEntry(Guid.NewGuid(), project.Id, ((n % 900) * 100) + 100, people[1], LabelKind.Class, sound, Installation.Noon, LabelSource.LabelPage), default);
                    longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            });
            var made = await TimeAsync(what, () => installation.Changes.MakeAsync(project.Id, wish, by, null, default));
            await over.CancelAsync();
            await labelling;
            output.WriteLine($"  the longest that a label waited meanwhile: {longest:0} ms");
            return made;
        }
    }

    [Fact(Explicit = true)]
    public async Task The_index_of_vectors_answers_for_200000_images_among_a_million()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync();
        var images = Enumerable.Range(0, 200_000).Select(n => Installation.Image(project, n)).ToList();
        await installation.Images.AddAsync(project.Id, images, default);
        var index = installation.Get<IVectorIndex>();
        var hashes = images.Select(i => i.Image.Hash).ToList();
        var strangers = Enumerable.Range(0, 800_000).Select(n => ImageHash.Of(BitConverter.GetBytes(n))).ToList();
        await TimeAsync("add a million rows", async () =>
        {
            await index.AddAsync("net", [.. hashes.Concat(strangers).Select((hash, row) => new VectorRow(hash, row))], default);
            return 0;
        });
        (await TimeAsync("of 200,000 hashes without a row: none", () => index.WithoutRowAsync("net", hashes, default))).ShouldBeEmpty();
        (await TimeAsync("of 200,000 hashes without a row: all", () => index.WithoutRowAsync("other", hashes, default))).Count.ShouldBe(200_000);
        (await TimeAsync("images without a vector", () => installation.Images.ListWithoutVectorAsync(project.Id, "net", default))).ShouldBeEmpty();
        (await TimeAsync("featurizers", () => index.FeaturizersAsync(default))).ShouldBe(["net"]);
        await TimeAsync("10,000 rows in use from the middle on", () => index.RowsInUseAsync("net", 500_000, 10_000, default));
        (await TimeAsync("forget 256 rows", () => index.ForgetAsync("net", [.. Enumerable.Range(1000, 256).Select(n => (long)n)], default))).ShouldBe(256);
        (await TimeAsync("forget the 800,000 that no image has", () => index.ForgetUnusedAsync("net", default))).ShouldBe(800_000);
        (await index.CountRowsAsync("net", default)).ShouldBe(200_000);
    }

    private async Task<T> TimeAsync<T>(string what, Func<Task<T>> work)
    {
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = await work();
        output.WriteLine($"{what}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, of which {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds:0} ms on a core");
        return result;
    }

    private async Task<double[]> EachAsync(int times, Func<int, Task> work, string? what = null)
    {
        var taken = new double[times];
        for (var n = 0; n < times; n++)
        {
            var start = Stopwatch.GetTimestamp();
            await work(n);
            taken[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(taken);
        if (what is not null)
            Tell(what, taken);
        return taken;
    }

    private void Tell(string what, double[] sorted) =>
        output.WriteLine($"{what}: median {sorted[sorted.Length / 2]:0.00} ms, p95 {sorted[sorted.Length * 95 / 100]:0.00} ms");
}
