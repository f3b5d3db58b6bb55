using ActiveLabel.Core;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Tests.Data;

public sealed class DurabilityTests
{
    [Fact]
    public async Task The_migrations_come_to_the_model_of_today()
    {
        await using var installation = await Installation.CreateAsync();
        await using var context = await installation.ContextAsync();

        context.Database.GetMigrations().Count().ShouldBeGreaterThan(1);
        context.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_acknowledged_is_on_disk_while_the_process_still_runs()
    {
        await using var installation = await Installation.CreateAsync();
        await using var connected = await installation.ContextAsync();
        await connected.Database.OpenConnectionAsync();
        var project = await installation.ProjectAsync(images: 3);
        var image = (await installation.ListAsync(project))[1].Image.Id;
        var label = new LabelEntry(
            Guid.NewGuid(), project.Id, image, await installation.PersonAsync(), LabelKind.Class, project.Classes[0].Id, Installation.Noon, LabelSource.LabelPage);
        await installation.Log.AppendAsync(label, default);

        // The files as a killed process leaves them: nothing was closed, nothing was checkpointed.
        var left = new DataFolder(Installation.NewFolder());
        Directory.CreateDirectory(left.Root);
        File.Copy(installation.Folder.Database, left.Database);
        File.Copy(installation.Folder.Database + "-wal", left.Database + "-wal");
        await using var reopened = await Installation.OpenAsync(left, keepsFolder: false);

        (await reopened.Log.HistoryAsync(project.Id, image, default)).ShouldBe([label]);
        (await reopened.Images.FindAsync(project.Id, image, default))!.Answer!.ClassId.ShouldBe(project.Classes[0].Id);
    }

    [Fact]
    public async Task Every_connection_syncs_at_commit_and_checks_references()
    {
        await using var installation = await Installation.CreateAsync();
        for (var i = 0; i < 3; i++)
        {
            await using var context = await installation.ContextAsync();
            (await SettingAsync(context, "journal_mode")).ShouldBe("wal");
            (await SettingAsync(context, "synchronous")).ShouldBe("2", "FULL");
            (await SettingAsync(context, "foreign_keys")).ShouldBe("1");
            (await SettingAsync(context, "busy_timeout")).ShouldBe("30000");
        }
    }

    [Fact]
    public async Task Processes_that_start_at_once_migrate_once()
    {
        var folder = new DataFolder(Installation.NewFolder());
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Installation.OpenAsync(folder))));

        await opened[0].ProjectAsync(images: 1);
        (await opened[5].Projects.ListAsync(default)).Single().Name.ShouldBe("Knots");

        foreach (var installation in opened)
        {
            await installation.DisposeAsync();
        }

        Directory.Delete(folder.Root, recursive: true);
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_lock_the_next_start_out()
    {
        var folder = new DataFolder(Installation.NewFolder());
        Directory.CreateDirectory(folder.Root);
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.Database}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText =
                """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');""";
            await command.ExecuteNonQueryAsync();
        }

        var opening = Installation.OpenAsync(folder, keepsFolder: false);
        await using var installation = await opening.WaitAsync(TimeSpan.FromMinutes(1));

        (await installation.Projects.ListAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Data_of_a_newer_program_are_refused_in_words()
    {
        await using var installation = await Installation.CreateAsync();
        await using (var context = await installation.ContextAsync())
        {
            await context.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99.0');""");
        }

        var error = await Should.ThrowAsync<WrongUseException>(() => installation.Services.MigrateDatabaseAsync(default));
        error.Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_wrong_use()
    {
        var file = Path.GetTempFileName();
        var error = await Should.ThrowAsync<WrongUseException>(() => Installation.OpenAsync(new DataFolder(Path.Combine(file, "data"))));
        error.Message.ShouldContain(file);
        File.Delete(file);
    }

    private static async Task<string> SettingAsync(DbContext context, string name)
    {
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }
}
