using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ActiveLabel.Data.Database;

/// <summary>
/// What a job of the <see cref="SharedWriter"/> writes with: a context whose transaction is open, and SQL whose statements
/// stay prepared.
/// </summary>
internal sealed class Writing : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

    private Writing(ActiveLabelContext context) => Context = context;

    public ActiveLabelContext Context { get; }

    public static async Task<Writing> OpenAsync(IDbContextFactory<ActiveLabelContext> contexts)
    {
        var context = await contexts.CreateDbContextAsync();
        await context.Database.OpenConnectionAsync();
        return new Writing(context);
    }

    /// <summary>Every hole of the text becomes a parameter.</summary>
    public async Task<int> ExecuteAsync(FormattableString sql) => await Prepare(sql).ExecuteNonQueryAsync();

    public Task<List<T>> ReadAsync<T>(FormattableString sql, Func<DbDataReader, T> row) => PlainSql.ReadAsync(Prepare(sql), row, CancellationToken.None);

    public Task<List<long>> ReadIdsAsync(FormattableString sql) => ReadAsync(sql, row => row.GetInt64(0));

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        await Context.DisposeAsync();
    }

    private DbCommand Prepare(FormattableString sql)
    {
        if (!_prepared.TryGetValue(sql.Format, out var command))
            _prepared.Add(sql.Format, command = PlainSql.Create(Context, sql));

        command.Transaction = Context.Database.CurrentTransaction!.GetDbTransaction();
        PlainSql.Fill(command, sql);
        return command;
    }
}
