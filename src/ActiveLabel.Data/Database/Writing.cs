using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ActiveLabel.Data.Database;

/// <summary>
/// What a job of the <see cref="SharedWriter"/> writes with: a context whose transaction is open, and SQL whose statements
/// stay prepared. SQL is what both SQLite and PostgreSQL understand.
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

    public async Task<List<T>> ReadAsync<T>(FormattableString sql, Func<DbDataReader, T> row)
    {
        await using var reader = await Prepare(sql).ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

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
            _prepared.Add(sql.Format, command = Create(sql));

        command.Transaction = Context.Database.CurrentTransaction!.GetDbTransaction();
        for (var at = 0; at < sql.ArgumentCount; at++)
        {
            command.Parameters[at].Value = Stored(sql.GetArgument(at));
        }

        return command;
    }

    private DbCommand Create(FormattableString sql)
    {
        var command = Context.Database.GetDbConnection().CreateCommand();
        var names = Enumerable.Range(0, sql.ArgumentCount).Select(at => $"@p{at}").ToArray();
        command.CommandText = string.Format(CultureInfo.InvariantCulture, sql.Format, [.. names]);
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>As the model's conventions store it.</summary>
    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        Enum member => member.ToString(),
        _ => value,
    };
}
