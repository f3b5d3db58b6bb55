using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

public sealed class LongImportTests
{
    private const int Images = 3000;
    private static readonly LeaseSpan Now = new(Installation.Noon, TimeSpan.FromMinutes(5));

    [Fact]
    public async Task An_import_cut_off_on_the_way_is_made_up_for_by_doing_it_again_and_people_label_meanwhile()
    {
        await using var installation = await Installation.CreateAsync();
        var project = await installation.ProjectAsync(images: 1);
        var page = new OpenPage(project.Id, await installation.PersonAsync(), "tab");
        NewImage[] Import() => [.. Enumerable.Range(0, Images).Select(n => Installation.Image(project, n, n % 10 == 0 ? Split.Test : Split.Pool, n % 3 == 0 ? "dry" : null))];
        using var cut = new CancellationTokenSource();

        var importing = installation.Images.AddAsync(project.Id, Import(), cut.Token);
        while ((await installation.Queue.LeaseAsync(page, 4, Now, default)).Count < 2)
            importing.IsCompleted.ShouldBeFalse("images are there to label long before all are");
        await cut.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => importing);
        var there = (await installation.ListAsync(project)).Count;
        there.ShouldBeInRange(2, Images - 1);

        var addition = await installation.Images.AddAsync(project.Id, Import(), default);

        addition.Added.ShouldBe(Images - there);
        var images = await installation.ListAsync(project);
        images.Count.ShouldBe(Images);
        images.Count(i => i.Answer is not null).ShouldBe(Images / 3);
        await using var context = await installation.ContextAsync();
        (await context.Labels.CountAsync()).ShouldBe(Images / 3, "each label once");
        var pool = images.Count(i => i.Image.Split == Split.Pool);
        (await context.Queue.CountAsync()).ShouldBe(pool);
        (await context.Queue.Select(q => q.Rank).Distinct().CountAsync()).ShouldBe(pool, "each has a place of its own");
        var labelled = images.Count(i => i.Image.Split == Split.Pool && i.Answer is not null);
        (await installation.Log.ProgressAsync(project.Id, default)).Labelled.ShouldBe(labelled);
        var counts = await installation.Queue.CountAsync(project.Id, Installation.Noon, default);
        (counts.Waiting + counts.Leased).ShouldBe(pool - labelled);
    }
}
