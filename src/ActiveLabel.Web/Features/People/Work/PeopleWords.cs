using System.Globalization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Agreement;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.People.Work;

/// <summary>What the pages about people say.</summary>
internal static class PeopleWords
{
    public const string PoorExample = "poor example";

    public const string Unknown = "–";

    public static string NameOf(IReadOnlyDictionary<long, Person> everybody, long personId) =>
        everybody.GetValueOrDefault(personId)?.ShownName ?? $"Person {personId}";

    public static string Figure(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Within(Interval? interval) =>
        interval is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Low:0.00} to {known.High:0.00}") : "";

    public static string PercentWithin(Interval? interval) =>
        interval is { } known ? $"{Wording.Percent(known.Low)} to {Wording.Percent(known.High)}" : "";

    public static string Share(double? share) => share is { } known ? Wording.Percent(known) : Unknown;

    public static string Seconds(double? seconds) => seconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? Unknown;

    public static string AnHour(double? labels) => labels?.ToString("N0", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>What a measure of agreement rests on, or why it has no value.</summary>
    public static string Note(AgreementFigure figure) => figure.Gap switch
    {
        AgreementGap.NoOverlap => "no image has answers of two people",
        AgreementGap.OneCategory => $"everybody said the same of {Wording.Count(figure.Units, "image")}: chance would agree as well",
        _ when figure.Interval is null => $"on {Wording.Count(figure.Units, "image")}; no interval, all alike",
        _ => $"{Within(figure.Interval)}, on {Wording.Count(figure.Units, "image")}",
    };
}
