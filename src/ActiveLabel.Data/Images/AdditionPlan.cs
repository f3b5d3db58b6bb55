using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images;

/// <summary>What is to be added to a project, found out before anything is written.</summary>
/// <param name="Fresh">New in the project, in the order given.</param>
/// <param name="Late">Known without an answer, and given with a class now. One that was removed from the project stays as it is.</param>
/// <param name="Duplicates">File names whose bytes the project has already, under that or another name.</param>
internal sealed record AdditionPlan(
    IReadOnlyList<PlacedImage> Fresh, IReadOnlyList<(long ImageId, NewImage Image)> Late, IReadOnlyList<string> Duplicates)
{
    public static async Task<AdditionPlan> MakeAsync(
        ActiveLabelContext context, long projectId, IReadOnlyList<NewImage> images, CancellationToken cancel)
    {
        var project = await context.Projects.AsNoTracking().Include(p => p.AllClasses).SingleOrDefaultAsync(p => p.Id == projectId, cancel)
            ?? throw new WrongUseException("That project is no longer there.");
        Check(project, images);

        var known = (await context.Images.AsNoTracking().Where(i => i.ProjectId == projectId)
            .Select(i => new { i.Hash, i.Id, Answered = i.Split == Split.Removed || EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource) != null }).ToListAsync(cancel))
            .ToDictionary(i => i.Hash, i => (i.Id, i.Answered));
        var fresh = new Dictionary<ImageHash, NewImage>();
        var late = new Dictionary<ImageHash, NewImage>();
        var duplicates = new List<string>();
        foreach (var image in images)
        {
            var hash = image.Image.Hash;
            if (!known.ContainsKey(hash) && fresh.TryAdd(hash, image))
                continue;

            duplicates.Add(image.Image.FileName);
            if (image.ClassId is null)
                continue;

            // A label may come with the second copy only.
            if (fresh.TryGetValue(hash, out var twin))
                fresh[hash] = twin with { ClassId = twin.ClassId ?? image.ClassId };
            else if (!known[hash].Answered)
                late.TryAdd(hash, image);
        }

        var first = await context.Queue.Where(q => q.ProjectId == projectId && q.Round == 0).MaxAsync(q => (int?)q.Rank, cancel) + 1 ?? 0;
        return new AdditionPlan(Place(fresh.Values, project.Policy.Seed, first), [.. late.Select(l => (known[l.Key].Id, l.Value))], duplicates);
    }

    /// <summary>Gives each image of the pool its rank in a random order that the seed decides.</summary>
    private static List<PlacedImage> Place(IReadOnlyCollection<NewImage> fresh, int seed, int first)
    {
        // By hash before shuffling, so that the order depends on the seed and the images and not on their names.
        var pool = fresh.Where(n => n.Image.Split == Split.Pool).Select(n => n.Image.Hash).OrderBy(h => h.Hex, StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(pool);
        var ranks = pool.Select((hash, at) => (hash, Rank: first + at)).ToDictionary(p => p.hash, p => p.Rank);
        return [.. fresh.Select(n => new PlacedImage(n, ranks.TryGetValue(n.Image.Hash, out var rank) ? rank : null))];
    }

    private static void Check(Project project, IReadOnlyList<NewImage> images)
    {
        var classes = project.AllClasses.Select(c => c.Id).ToHashSet();
        foreach (var image in images)
        {
            if (image.Image.ProjectId != project.Id)
                throw new WrongUseException($"'{image.Image.FileName}' was prepared for another project.");
            if (image.ClassId is { } classId && !classes.Contains(classId))
                throw new WrongUseException($"'{image.Image.FileName}' has a class that is not of project '{project.Name}'.");
        }
    }
}

/// <param name="Rank">Its place in the queue before any round; null for a test image.</param>
internal sealed record PlacedImage(NewImage New, int? Rank);
