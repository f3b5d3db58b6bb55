using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Similar;

namespace ActiveLabel.Web.Features.Map;

/// <summary>Images that are nearly the same, as they stand now.</summary>
/// <param name="IsAcross">Whether some are in the pool and some are test images.</param>
public sealed record DuplicateSet(ImageGroup Group, IReadOnlyList<SimilarImage> Images, bool IsAcross)
{
    public bool IsLabelledDifferently => Images.Select(i => i.Image.Answer?.ClassId).OfType<long>().Distinct().Count() > 1;
}

/// <summary>How many near-duplicates a project has.</summary>
/// <param name="Groups">All, those that lie across the splits first.</param>
/// <param name="Across">Groups with images in the pool and in the test split.</param>
/// <param name="TestsLikePool">Test images that are nearly the same as one of the pool.</param>
internal sealed record DuplicateView(IReadOnlyList<ImageGroup> Groups, int Across, IReadOnlyList<long> TestsLikePool, IReadOnlySet<long> Tests);

/// <summary>Reads near-duplicates from the survey, beside the splits as they are now.</summary>
internal sealed class DuplicateDesk(SurveyBook surveys, IImageStore images)
{
    /// <returns>Null where there is no survey.</returns>
    public async Task<DuplicateView?> ViewAsync(Project project, CancellationToken cancel)
    {
        if (await surveys.FindAsync(project, cancel) is not { } survey)
            return null;

        var tests = (await images.ListIdsAsync(project.Id, Split.Test, cancel)).ToHashSet();
        bool IsAcross(ImageGroup group) => group.ImageIds.Any(tests.Contains) && !group.ImageIds.All(tests.Contains);
        ImageGroup[] across = [.. survey.Groups.Where(IsAcross)];
        return new DuplicateView(
            [.. across, .. survey.Groups.Where(g => !IsAcross(g))], across.Length, [.. across.SelectMany(g => g.ImageIds).Where(tests.Contains)], tests);
    }

    public async Task<IReadOnlyList<DuplicateSet>> ShowAsync(Project project, DuplicateView view, IReadOnlyList<ImageGroup> groups, int mostOfGroup, CancellationToken cancel)
    {
        var shown = groups.Select(g => g.ImageIds.Take(mostOfGroup)).SelectMany(ids => ids).ToArray();
        var known = await images.FindAsync(project.Id, shown, cancel);
        return
        [
            .. groups.Select(g => new DuplicateSet(
                g,
                [.. g.ImageIds.Take(mostOfGroup).Index().Where(i => known.ContainsKey(i.Item)).Select(i => new SimilarImage(known[i.Item], LikeVector.DistanceOf(g.Cosines[i.Index])))],
                g.ImageIds.Any(view.Tests.Contains) && !g.ImageIds.All(view.Tests.Contains))),
        ];
    }

    /// <summary>Test images that are nearly the same as an image that trains: a label of the pool.</summary>
    public async Task<int> TestsLikeTrainingAsync(Project project, CancellationToken cancel)
    {
        if (await ViewAsync(project, cancel) is not { Across: > 0 } view)
            return 0;

        var across = view.Groups.Take(view.Across).ToArray();
        var pool = await images.FindAsync(project.Id, [.. across.SelectMany(g => g.ImageIds).Where(id => !view.Tests.Contains(id))], cancel);
        return across.Where(g => g.ImageIds.Any(id => pool.TryGetValue(id, out var image) && image.Answer is { IsPoorExample: false }))
            .Sum(g => g.ImageIds.Count(view.Tests.Contains));
    }
}
