using System.Globalization;
using ActiveLabel.Core;

namespace ActiveLabel.Cli.Simulations;

/// <summary>Shares that are given one after another, as 0.7,0.8.</summary>
internal static class Shares
{
    /// <exception cref="WrongUseException">One is no number; the message names it.</exception>
    public static IReadOnlyList<double> Parse(string option, string? list) => list is null
        ? []
        : [.. list.Split(',', StringSplitOptions.TrimEntries).Select(one => double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            ? share
            : throw new WrongUseException($"{option}: '{one}' is not a number; several are given as 0.7,0.8."))];
}
