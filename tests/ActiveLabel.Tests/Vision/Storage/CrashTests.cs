using ActiveLabel.Core.Features;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Storage;

/// <summary>Stops the world after each single step on the disk, and looks what is left.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(Aftermath.Killed, null)]
    [InlineData(Aftermath.KilledWriting, null)]
    [InlineData(Aftermath.PowerLost, null)]
    [InlineData(Aftermath.PowerLostAfterNames, null)]
    [InlineData(Aftermath.KilledWriting, VectorForm.Float16)]
    [InlineData(Aftermath.PowerLost, VectorForm.Float16)]
    public async Task What_was_committed_is_whole_after_a_crash_at_any_step_of_appending(Aftermath aftermath, VectorForm? form)
    {
        var crashes = await ForEachStepAsync(aftermath, StartWithNothing, (bench, disk) => bench.FeaturizeAsync(Enumerable.Range(0, 10), disk, form), async bench =>
        {
            bench.ShouldHold(Known(bench, 10));
            (await bench.VerifyAsync()).Damages.ShouldBeEmpty();
            await bench.FeaturizeAsync(Enumerable.Range(0, 14), form: form);
            bench.ShouldHold(Enumerable.Range(0, 14));
            (await bench.VerifyAsync()).Damages.ShouldBeEmpty();
            bench.Files.ShouldBe(["net.f" + (form is null ? "32" : "16"), "net.lock", "net.sums"]);
        });
        crashes.ShouldBeGreaterThan(15);
    }

    [Theory]
    [InlineData(Aftermath.Killed, null)]
    [InlineData(Aftermath.KilledWriting, null)]
    [InlineData(Aftermath.PowerLost, null)]
    [InlineData(Aftermath.PowerLostAfterNames, null)]
    [InlineData(Aftermath.Killed, VectorForm.Float16)]
    [InlineData(Aftermath.KilledWriting, VectorForm.Float16)]
    [InlineData(Aftermath.PowerLost, VectorForm.Float16)]
    [InlineData(Aftermath.PowerLostAfterNames, VectorForm.Float16)]
    public async Task What_is_in_use_is_whole_after_a_crash_at_any_step_of_compacting(Aftermath aftermath, VectorForm? form)
    {
        int[] kept = [0, 1, 4, 7, 8, 9, 11];
        var crashes = await ForEachStepAsync(aftermath, async bench =>
        {
            await bench.FeaturizeAsync(Enumerable.Range(0, 14));
            bench.Keep(kept);
            // So that there is something to be replaced for the second time.
            await bench.CompactAsync();
            await bench.FeaturizeAsync(Enumerable.Range(20, 5));
            bench.Keep(21, 22);
        }, (bench, disk) => bench.CompactAsync(form, disk), async bench =>
        {
            int[] all = [.. kept, 21, 22];
            bench.ShouldHold(all);
            (await bench.VerifyAsync()).Damages.ShouldBeEmpty();
            bench.Keep(30, 31);
            await bench.FeaturizeAsync([30, 31]);
            bench.ShouldHold([.. all, 30, 31]);
            await bench.CompactAsync(form);
            bench.ShouldHold([.. all, 30, 31]);
            (await bench.VerifyAsync()).Damages.ShouldBeEmpty();
            bench.Files.Length.ShouldBe(3, "rows, checksums and the lock");
        });
        crashes.ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task A_repair_and_the_next_run_survive_a_crash_at_any_step()
    {
        var crashes = await ForEachStepAsync(Aftermath.PowerLost, async bench =>
        {
            await bench.FeaturizeAsync(Enumerable.Range(0, 9));
            using (var file = File.OpenWrite(bench.Rows)) file.SetLength(file.Length - 50);
            await bench.VerifyAsync(repair: true);
        }, (bench, disk) => bench.FeaturizeAsync(Enumerable.Range(0, 9), disk), async bench =>
        {
            bench.ShouldHold(Known(bench, 9));
            await bench.FeaturizeAsync(Enumerable.Range(0, 9));
            bench.ShouldHold(Enumerable.Range(0, 9));
            (await bench.VerifyAsync()).Damages.ShouldBeEmpty();
        });
        crashes.ShouldBeGreaterThan(5);
    }

    private static Task StartWithNothing(StoreBench bench)
    {
        Directory.CreateDirectory(bench.Data.Vectors);
        return Task.CompletedTask;
    }

    private static IEnumerable<int> Known(StoreBench bench, int images) =>
        Enumerable.Range(0, images).Where(i => bench.Index.RowOf("net", StoreBench.Hash(i)) is not null);

    /// <returns>How many steps the work takes.</returns>
    private static async Task<int> ForEachStepAsync(
        Aftermath aftermath, Func<StoreBench, Task> prepare, Func<StoreBench, CrashingDisk, Task> work, Func<StoreBench, Task> look)
    {
        for (var steps = 0; ; steps++)
        {
            using var bench = new StoreBench();
            using var later = new TemporaryFolder();
            await prepare(bench);
            var disk = new CrashingDisk(bench.Data.Vectors, steps);
            try
            {
                await work(bench, disk);
                return steps;
            }
            catch (CrashException)
            {
                disk.Leave(aftermath, later["vectors"]);
            }
            bench.MoveTo(later.Path);
            try
            {
                await look(bench);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"after {steps} steps, {aftermath}", failure);
            }
        }
    }
}
