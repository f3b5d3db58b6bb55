using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ActiveLabel.Data.Database;

/// <summary>
/// Inserts many rows of one table by one prepared statement, inside the transaction that the context is in. Tracking each
/// row as an entity costs several times what the insert does, and all other writers wait meanwhile.
/// </summary>
internal sealed class BulkInsert<T> : IAsyncDisposable where T : class
{
    private readonly DbCommand _command;

    private readonly IProperty? _generated;

    private readonly (IProperty Property, DbParameter Parameter)[] _columns;

    public BulkInsert(ActiveLabelContext context)
    {
        var type = context.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).ToList();
        _generated = type.GetProperties().SingleOrDefault(p => p.ValueGenerated == ValueGenerated.OnAdd);
        _command = context.Database.GetDbConnection().CreateCommand();
        _command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        _columns = [.. columns.Select((p, at) => (p, AddParameter($"@p{at}")))];
        var names = string.Join(", ", columns.Select(p => $"\"{p.GetColumnName()}\""));
        var values = string.Join(", ", _columns.Select(c => c.Parameter.ParameterName));
        var returning = _generated is null ? "" : $" RETURNING \"{_generated.GetColumnName()}\"";
        _command.CommandText = $"INSERT INTO \"{type.GetTableName()}\" ({names}) VALUES ({values}){returning}";
    }

    /// <summary>Inserts the row and gives it the key that the database made, where it made one.</summary>
    /// <param name="shadow">Values of the columns that are no members of the row.</param>
    public async Task InsertAsync(T row, Func<string, object?>? shadow, CancellationToken cancel)
    {
        foreach (var (property, parameter) in _columns)
        {
            var value = property.PropertyInfo is { } member ? member.GetValue(row) : shadow!(property.Name);
            parameter.Value = (property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }

        if (await _command.ExecuteScalarAsync(cancel) is long key)
            _generated?.PropertyInfo?.SetValue(row, key);
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    private DbParameter AddParameter(string name)
    {
        var parameter = _command.CreateParameter();
        parameter.ParameterName = name;
        _command.Parameters.Add(parameter);
        return parameter;
    }
}
