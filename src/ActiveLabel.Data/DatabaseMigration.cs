using ActiveLabel.Core;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Data;

public static class DatabaseMigration
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Makes the data folder and brings its database up to date. Processes that start at once wait for each other; one
    /// that was killed half-way leaves nothing that the next could stumble over.
    /// </summary>
    /// <exception cref="WrongUseException">The folder cannot be written, or a newer program made the database.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancel)
    {
        var folder = services.GetRequiredService<DataFolder>();
        await using var oneAtATime = await LockAsync(folder, cancel);
        await FullDisk.NameAsync(folder, () => MigrateAsync(services, folder, cancel));
    }

    private static async Task MigrateAsync(IServiceProvider services, DataFolder folder, CancellationToken cancel)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<ActiveLabelContext>>().CreateDbContextAsync(cancel);

        var applied = await context.Database.GetAppliedMigrationsAsync(cancel);
        if (applied.Except(context.Database.GetMigrations(), StringComparer.Ordinal).Any())
            throw new WrongUseException($"The data in {folder.Root} were written by a newer version of this program: use that version.");

        if (!(await context.Database.GetPendingMigrationsAsync(cancel)).Any())
            return;

        // The framework locks by a row that a killed process leaves behind for ever. Ours is released by the system, and
        // while it is held a row can only be such a remnant.
        await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", cancel);
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancel);
        await context.Database.MigrateAsync(cancel);
    }

    private static async Task<FileStream> LockAsync(DataFolder folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder.Root, "migration.lock");
        try
        {
            Directory.CreateDirectory(folder.Root);
            for (var waited = TimeSpan.Zero; ; waited += Pause)
            {
                try
                {
                    return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                }
                catch (IOException) when (File.Exists(path) && waited < LongestWait)
                {
                    await Task.Delay(Pause, cancel);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The data folder {folder.Root} cannot be used: {failure.Message}", failure);
        }
    }
}
