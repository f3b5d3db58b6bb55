using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Practice.Gold;

/// <summary>What an admin reads about gold images.</summary>
internal static class GoldWords
{
    /// <summary>Which images people practise on.</summary>
    public static string Source(PracticeShelf.Shelf shelf, IReadOnlyList<ProjectClass> classes)
    {
        if (shelf.Known.Count == 0)
            return "There is none yet: practice is left out, and labelling is open.";

        var marked = shelf.Known.Count(i => i.IsMarked);
        var others = shelf.Known.Count - marked;
        var stand = shelf.HasTests
            ? Wording.Count(others, "labelled test image serves", "labelled test images serve")
            : Wording.Count(others, "image whose label came with it serves", "images whose labels came with them serve");
        if (marked == 0)
            return $"None is marked, so {stand}.";

        var said = $"{Wording.Count(marked, "image is", "images are")} marked.";
        var without = classes.Where(c => shelf.Known.Any(i => i.ClassId == c.Id && !i.IsMarked)).Select(c => c.Name).ToList();
        return without.Count == 0 ? said : $"{said} None is marked of {string.Join(", ", without)}: there, {stand}.";
    }

    /// <summary>What those who label have a right to know; null where there are no such checks.</summary>
    public static string? HiddenChecks(ProjectPolicy policy) => policy.GoldShare > 0
        ? "Later, a few of the images to label are checks: their class is known already. Which ones is not told; the admin sees how many were right."
        : null;

    /// <summary>That so many of each class are more than the goal holds; null where they are not.</summary>
    public static string? TooManyEach(MasteryRule rule, int classes) => rule.PerClass * classes <= rule.Goal
        ? null
        : $"So many of each of {classes} classes are {rule.PerClass * classes}, more than {rule.Goal}: {rule.Goal / classes} of each are asked for.";

    /// <summary>What of the rule cannot be asked with the images there are; null where all of it can.</summary>
    public static string? Lowered(MasteryRule rule, IReadOnlyDictionary<long, int> imagesOf, IReadOnlyList<ProjectClass> classes)
    {
        if (rule.Goal == 0 || imagesOf.Count == 0)
            return null;

        var asked = rule.Within(imagesOf);
        var said = new List<string>();
        if (asked.Goal < rule.Goal)
            said.Add($"With {Wording.Count(imagesOf.Values.Sum(), "gold image")} only {Wording.Count(asked.Goal, "right answer")} can be asked for, not {rule.Goal}: mark more.");
        var few = classes.Where(c => imagesOf.TryGetValue(c.Id, out var count) && count < Math.Min(rule.PerClass, rule.Goal / imagesOf.Count)).ToList();
        if (few.Count > 0)
            said.Add($"No more of a class are asked for than there are: {string.Join(", ", few.Select(c => $"{imagesOf[c.Id]} of {c.Name}"))}.");
        var none = classes.Where(c => !imagesOf.ContainsKey(c.Id)).ToList();
        if (none.Count > 0)
            said.Add($"Nobody practises {string.Join(", ", none.Select(c => c.Name))}: no gold image of it.");
        return said.Count == 0 ? null : string.Join(' ', said);
    }
}
