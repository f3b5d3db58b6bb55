using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Web.Features.Review.Suspects;

/// <summary>The suspects that are gone through, and what has been said of them. Immutable.</summary>
/// <param name="Labels">Those to look at, the likeliest to be wrong first.</param>
/// <param name="Answers">What was said of them, by image.</param>
/// <param name="More">How many labels follow that are less suspect.</param>
public sealed record SuspectList(LabelErrorSearch Search, IReadOnlyList<SuspectedLabel> Labels, IReadOnlyDictionary<long, SuspectAnswer> Answers, int More)
{
    /// <summary>Answers that tell whether it pays to go on.</summary>
    public const int Recent = 10;

    public int LookedAt => Labels.Count(IsLookedAt);

    /// <summary>Labels that were found wrong since the search.</summary>
    public int Wrong => Labels.Count(IsFoundWrong);

    /// <summary>Of the newest answers, at most <see cref="Recent"/> of them, how many found a label wrong.</summary>
    public (int Wrong, int Of) Lately
    {
        get
        {
            SuspectedLabel[] newest = [.. Labels.Where(IsLookedAt).OrderByDescending(label => Answers[label.ImageId].Entry.At).Take(Recent)];
            return (newest.Count(IsFoundWrong), newest.Length);
        }
    }

    public bool IsLookedAt(SuspectedLabel label) => Answers.ContainsKey(label.ImageId);

    /// <summary>Whether somebody changed the label, or called the image a poor example.</summary>
    public bool IsFoundWrong(SuspectedLabel label) =>
        Answers.TryGetValue(label.ImageId, out var answer) && answer.Entry.ClassId != Search.ClassIds[label.Given];

    /// <summary>The place of the next that nobody has looked at, from one on and then from the start; null where there is none.</summary>
    public int? NextOpen(int from)
    {
        for (var step = 0; step < Labels.Count; step++)
        {
            var at = (from + step) % Labels.Count;
            if (!IsLookedAt(Labels[at]))
                return at;
        }

        return null;
    }

    /// <summary>
    /// The first so many suspects of a search, without images that were removed since, and without those that somebody had looked at
    /// before it and whose label is still what they said.
    /// </summary>
    public static async Task<SuspectList> ReadAsync(
        ISuspectLog log, IImageStore images, LabelErrorSearch search, int most, CancellationToken cancel)
    {
        var first = search.Labels.Take(most).ToList();
        long[] ids = [.. first.Select(label => label.ImageId)];
        var found = await images.FindAsync(search.ProjectId, ids, cancel);
        var answers = await log.AnswersAsync(search.ProjectId, ids, search.LabelMark, cancel);
        return new SuspectList(
            search,
            [.. first.Where(label => found.TryGetValue(label.ImageId, out var image) && image.Image.Split != Split.Removed)
                .Where(label => !answers.TryGetValue(label.ImageId, out var answer) || answer.IsNew || !answer.Stands)],
            answers.Where(answer => answer.Value.IsNew).ToDictionary(),
            search.Labels.Count - first.Count);
    }
}
