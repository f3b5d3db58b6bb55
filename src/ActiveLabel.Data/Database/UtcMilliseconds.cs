using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ActiveLabel.Data.Database;

/// <summary>Times as milliseconds since 1970 in UTC: they sort and compare in every database.</summary>
internal sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(),
    stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
