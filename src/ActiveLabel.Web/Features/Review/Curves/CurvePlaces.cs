using System.Globalization;
using ActiveLabel.Core.Evaluation.Thresholds;

namespace ActiveLabel.Web.Features.Review.Curves;

/// <summary>The places of a curve with their thresholds, for the script that lets a pointer drag along it.</summary>
internal static class CurvePlaces
{
    /// <summary>Places along each axis that a finger tells apart.</summary>
    private const int Fine = 120;

    /// <returns>Places as <c>x y threshold</c>, from 0 to 1, y from below, separated by semicolons. Of several on one spot the first stands for all.</returns>
    public static string Write(ThresholdSweep sweep, Func<ThresholdFigures, (double? X, double? Y)> at)
    {
        var places = new List<string>();
        (double, double)? last = null;
        foreach (var (n, step) in sweep.Steps.Index())
        {
            if (at(step) is not ({ } x, { } y))
                continue;

            var spot = (Math.Round(x * Fine), Math.Round(y * Fine));
            if (spot == last)
                continue;

            last = spot;
            places.Add(string.Create(CultureInfo.InvariantCulture, $"{x:0.####} {y:0.####} {ReviewAddress.Say(sweep.Spoken(n))}"));
        }

        return string.Join(';', places);
    }
}
