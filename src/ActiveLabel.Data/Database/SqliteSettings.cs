using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ActiveLabel.Data.Database;

/// <summary>What SQLite keeps with a connection and not with the file.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    // FULL syncs the log at every commit: what was acknowledged survives a loss of power. The timeout lets SQLite
    // itself wait for another writer; the provider's own retries come every 150 ms only.
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";

    public static SqliteSettings Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite has no asynchronous input or output; the call is the same.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
