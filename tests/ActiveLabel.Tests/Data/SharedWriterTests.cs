using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

public sealed class SharedWriterTests
{
    [Fact]
    public async Task What_waits_together_is_committed_together_and_one_refusal_takes_nothing_from_the_others()
    {
        await using var installation = await Installation.CreateAsync();
        var writer = installation.Get<SharedWriter>();
        var (held, others) = (new TaskCompletionSource(), new List<Task>());
        var first = writer.DoAsync(_ => held.Task, default);
        for (var n = 0; n < 30; n++)
        {
            var (name, refused) = ($"person {n}", n % 3 == 0);
            others.Add(writer.DoAsync(
                async writing =>
                {
                    await writing.ExecuteAsync($"""INSERT INTO "People" ("Name", "Kind") VALUES ({name}, {PersonKind.Local})""");
                    if (refused)
                        throw new WrongUseException(name);
                },
                default));
        }

        await Task.Delay(50);
        others.ShouldAllBe(t => !t.IsCompleted, "nobody is told before all is on disk");
        held.SetResult();
        await first;

        (await Task.WhenAll(others.Select(async (task, n) => (await Record.ExceptionAsync(() => task))?.Message == $"person {n}")))
            .Index().ShouldAllBe(o => o.Item == (o.Index % 3 == 0));
        await using var context = await installation.ContextAsync();
        (await context.People.CountAsync()).ShouldBe(20);
    }

    [Fact]
    public async Task A_database_that_fails_fails_those_who_wait_and_the_writer_lives_on()
    {
        await using var installation = await Installation.CreateAsync();
        var writer = installation.Get<SharedWriter>();

        var broken = writer.DoAsync(
            async writing =>
            {
                // As SQLite does by itself when the disk is full: the whole transaction is gone.
                await writing.ExecuteAsync($"ROLLBACK");
                throw new IOException("The disk is full.");
            },
            default);

        (await Should.ThrowAsync<IOException>(() => broken)).Message.ShouldBe("The disk is full.");
        (await writer.DoAsync(writing => writing.ReadIdsAsync($"SELECT 7"), default)).ShouldBe([7]);
    }

    [Fact]
    public async Task Work_that_is_cancelled_while_it_waits_is_not_done()
    {
        await using var installation = await Installation.CreateAsync();
        var writer = installation.Get<SharedWriter>();
        using var cancel = new CancellationTokenSource();
        var held = new TaskCompletionSource();
        var (first, done) = (writer.DoAsync(_ => held.Task, default), false);
        var second = writer.DoAsync(_ => Task.FromResult(done = true), cancel.Token);

        await cancel.CancelAsync();
        held.SetResult();

        await Should.ThrowAsync<OperationCanceledException>(() => second);
        await first;
        done.ShouldBeFalse();
    }
}
