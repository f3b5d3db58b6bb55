using ActiveLabel.Core.Sampling;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ActiveLabel.Data.Database;

/// <summary>A strategy as its text. What older versions stored, the name of an enum's member, reads as the same strategy.</summary>
internal sealed class StrategyText() : ValueConverter<QueryStrategy, string>(strategy => strategy.ToString(), text => QueryStrategy.Parse(text));
