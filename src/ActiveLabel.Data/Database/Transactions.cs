using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ActiveLabel.Data.Database;

internal static class Transactions
{
    // SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.
    private const int PrimaryKeyTaken = 1555, UniqueTaken = 2067;

    // What standard SQL calls unique_violation.
    private const string UniqueViolation = "23505";

    /// <summary>A transaction that nobody else's writes come between. In SQLite it takes the one write lock at once.</summary>
    public static Task<IDbContextTransaction> BeginSerializableAsync(this ActiveLabelContext context, CancellationToken cancel) =>
        context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);

    /// <summary>Whether saving failed because another row has that key already.</summary>
    public static bool IsTaken(this DbUpdateException failure) => failure.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is PrimaryKeyTaken or UniqueTaken,
        DbException other => string.Equals(other.SqlState, UniqueViolation, StringComparison.Ordinal),
        _ => false,
    };
}
