using System.CommandLine.Parsing;
using System.Globalization;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Cli.Commands.Models;

/// <summary>One number for all channels, or three separated by commas.</summary>
internal static class PerChannelText
{
    public static string Write(PerChannel values) =>
        values == PerChannel.All(values.First) ? $"{values.First}" : $"({values.First}, {values.Second}, {values.Third})";

    public static PerChannel? Read(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        float?[] values = [.. text.Split(',').Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : (float?)null)];
        switch (values)
        {
            case [{ } all]:
                return PerChannel.All(all);
            case [{ } first, { } second, { } third]:
                return new PerChannel(first, second, third);
            default:
                result.AddError($"'{text}' is neither one number nor three separated by commas.");
                return null;
        }
    }
}
