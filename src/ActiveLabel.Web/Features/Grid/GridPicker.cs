using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Grid;

/// <summary>Reserves the images of one page: those that belong most to a group and that nobody else has.</summary>
internal sealed class GridPicker(ISortingQueue sortable, ILabelQueue queue)
{
    /// <summary>Where most have been answered since the sorting was made, more are looked at with one question.</summary>
    private const int MostLookedAt = 2_000;

    private const int LookedAtPerImage = 2;

    /// <param name="wanted">Of the sorting; null for the one with the most images left, and if others hold those, the next.</param>
    /// <returns>The group, and its images in doubt first; none where all are answered or held.</returns>
    public async Task<(int? Group, List<(ProjectImage Image, float Sureness)> Images)> TakeAsync(
        Project project, OpenPage page, LeaseSpan span, KeptSorting sorting, int? wanted, int size, CancellationToken cancel)
    {
        int[] groups = wanted is { } one
            ? [one]
            : [.. Enumerable.Range(0, sorting.GroupCount).Where(g => sorting.LeftOf(g) > 0 && IsOfProject(project, sorting, g)).OrderByDescending(sorting.LeftOf)];
        foreach (var group in groups)
        {
            var taken = await TakeOfAsync(page, span, sorting, group, size, cancel);
            if (taken.Count > 0)
            {
                // Eyes are freshest at the beginning, and what is wrong is oftenest among what the model doubts.
                taken.Reverse();
                return (group, taken);
            }
        }

        return (null, []);
    }

    /// <summary>A class may be gone that the model still knows.</summary>
    public static bool IsOfProject(Project project, KeptSorting sorting, int group) =>
        sorting.ClassOf(group) is not { } classId || project.Classes.Any(c => c.Id == classId);

    private async Task<List<(ProjectImage Image, float Sureness)>> TakeOfAsync(
        OpenPage page, LeaseSpan span, KeptSorting sorting, int group, int size, CancellationToken cancel)
    {
        var taken = new List<(ProjectImage Image, float Sureness)>(size);
        var (from, most) = (sorting.StartOf(group), size * LookedAtPerImage);
        while (taken.Count < size && sorting.Next(group, from, most) is { Count: > 0 } places)
        {
            (from, most) = (places[^1] + 1, Math.Min(most * 4, MostLookedAt));
            var open = (await sortable.OpenAsync(page.ProjectId, page.PersonId, [.. places.Select(sorting.IdAt)], cancel)).ToDictionary(i => i.Image.Id);
            sorting.CrossOut(group, places.Where(place => !open.ContainsKey(sorting.IdAt(place))));
            foreach (var some in places.Where(place => open.GetValueOrDefault(sorting.IdAt(place)) is { HasSpoken: false }).Chunk(size * LookedAtPerImage))
            {
                // No more than are missing, or images would be held that are not shown.
                for (var next = 0; next < some.Length && taken.Count < size;)
                {
                    var tried = some[next..Math.Min(some.Length, next + size - taken.Count)];
                    var leased = (await queue.LeaseThoseAsync(page, [.. tried.Select(sorting.IdAt)], span, cancel)).Select(lease => lease.ImageId).ToHashSet();
                    taken.AddRange(tried.Where(place => leased.Contains(sorting.IdAt(place))).Select(place => (open[sorting.IdAt(place)].Image, sorting.SurenessAt(place))));
                    next += tried.Length;
                }
            }
        }

        return taken;
    }
}
