using System.Globalization;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ActiveLabel.Web.Features.Images.Gallery;

/// <summary>Filter and order as the address of the Images page names them, so that links and the back button work.</summary>
public sealed record GalleryQuery(GalleryFilter Filter, GalleryOrder Order)
{
    public static readonly GalleryQuery All = new(new GalleryFilter(), GalleryOrder.Newest);

    private const string Answered = "answered", Unanswered = "unanswered", Poor = "poor";

    /// <summary>Names of parts of the address that say nothing that can be meant.</summary>
    public IReadOnlyList<string> Ignored { get; private init; } = [];

    /// <param name="address">Whole, or only from the question mark on.</param>
    public static GalleryQuery Read(string address)
    {
        var at = address.IndexOf('?', StringComparison.Ordinal);
        var parts = new Parts(QueryHelpers.ParseQuery(at < 0 ? "" : address[at..].Split('#')[0]));
        var label = parts.Text("label");
        var filter = new GalleryFilter
        {
            Split = parts.Member<Split>("split"),
            Label = label switch { Answered => LabelState.Answered, Unanswered => LabelState.Unanswered, Poor => LabelState.PoorExample, _ => LabelState.Any },
            ClassId = label is Answered or Unanswered or Poor ? null : parts.Number("label"),
            PredictedId = parts.Number("predicted"),
            LeastConfidence = parts.Share("from"),
            MostConfidence = parts.Share("to"),
            Opinions = parts.Member<OpinionState>("opinions") ?? OpinionState.Any,
            Round = (int?)parts.Number("round"),
            PersonId = parts.Number("person"),
            Source = parts.Member<LabelSource>("source"),
            Gold = parts.Flag("gold"),
            Failed = parts.Flag("failed"),
            Differs = parts.Flag("differs"),
            Text = parts.Text("text") ?? "",
        };
        return new GalleryQuery(filter, parts.Member<GalleryOrder>("sort") ?? GalleryOrder.Newest) { Ignored = parts.Ignored };
    }

    /// <returns>Empty for all images, else from the question mark on.</returns>
    public override string ToString()
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("label", Filter.Label switch
        {
            LabelState.Answered => Answered,
            LabelState.Unanswered => Unanswered,
            LabelState.PoorExample => Poor,
            _ => Filter.ClassId?.ToString(CultureInfo.InvariantCulture),
        });
        Add("predicted", Filter.PredictedId?.ToString(CultureInfo.InvariantCulture));
        Add("split", Name(Filter.Split));
        Add("from", Percent(Filter.LeastConfidence));
        Add("to", Percent(Filter.MostConfidence));
        Add("opinions", Filter.Opinions == OpinionState.Any ? null : Name<OpinionState>(Filter.Opinions));
        Add("round", Filter.Round?.ToString(CultureInfo.InvariantCulture));
        Add("person", Filter.PersonId?.ToString(CultureInfo.InvariantCulture));
        Add("source", Name(Filter.Source));
        Add("gold", Filter.Gold ? "yes" : null);
        Add("failed", Filter.Failed ? "yes" : null);
        Add("differs", Filter.Differs ? "yes" : null);
        Add("text", Filter.Text);
        Add("sort", Order == GalleryOrder.Newest ? null : Name<GalleryOrder>(Order));
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    private static string? Name<T>(T? member) where T : struct, Enum =>
        member is { } value ? char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..] : null;

    private static string? Percent(float? share) => share is { } value ? Math.Round(value * 100).ToString(CultureInfo.InvariantCulture) : null;

    private sealed class Parts(Dictionary<string, StringValues> given)
    {
        private const int LongestText = 200;

        private readonly List<string> _ignored = [];

        public IReadOnlyList<string> Ignored => _ignored;

        public string? Text(string name)
        {
            if (!given.TryGetValue(name, out var values) || values[^1] is not { Length: > 0 } value)
                return null;

            return value.Length <= LongestText ? value : value[..LongestText];
        }

        public long? Number(string name) => Read<long>(name, text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? number : null);

        /// <summary>Written as a whole percentage.</summary>
        public float? Share(string name) =>
            Read<float>(name, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100 ? percent / 100f : null);

        public bool Flag(string name) => Read<bool>(name, text => text == "yes" ? true : null) ?? false;

        public T? Member<T>(string name) where T : struct, Enum =>
            Read<T>(name, text => !char.IsAsciiDigit(text[0]) && text[0] != '-' && Enum.TryParse<T>(text, ignoreCase: true, out var member) && Enum.IsDefined(member) ? member : null);

        private T? Read<T>(string name, Func<string, T?> read) where T : struct
        {
            if (Text(name) is not { } text)
                return null;

            var value = read(text);
            if (value is null && !_ignored.Contains(name)) _ignored.Add(name);
            return value;
        }
    }
}
