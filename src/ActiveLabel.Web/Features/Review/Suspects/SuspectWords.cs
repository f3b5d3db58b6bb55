using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Review.Suspects;

/// <summary>What the page of suspects says.</summary>
internal static class SuspectWords
{
    public const string Import = "the import";

    /// <summary>What was found, in one sentence.</summary>
    public static string Expected(LabelErrorSearch search) => Math.Round(search.ExpectedErrors) switch
    {
        < 1 => $"Of the {Wording.Count(search.Labels.Count, "label")} looked at, hardly any is expected to be wrong.",
        var wrong => $"About {wrong:N0} of the {search.Labels.Count:N0} labels looked at are expected to be wrong ({Wording.Percent(wrong / search.Labels.Count)}). It is an estimate: images that are hard to tell apart count among them.",
    };

    /// <summary>Whether it pays to go on; null while too few answers can tell.</summary>
    public static string? Lately(SuspectList list) => list.Lately switch
    {
        (_, < SuspectList.Recent) => null,
        (0, var of) => $"The last {of} labels were all right: this may be the place to stop.",
        var (wrong, of) => $"Of the last {of}, {wrong} {(wrong == 1 ? "was" : "were")} wrong.",
    };

    public static string Heading(Suspect suspect, IReadOnlyList<ProjectClass> classes)
    {
        var p = suspect.Label.Probabilities.Span;
        return $"Labelled {classes[suspect.Label.Given].Name}, but the model says {classes[suspect.Label.Other].Name}: {Wording.Percent(p[suspect.Label.Other])}";
    }

    /// <summary>Which model said so.</summary>
    public static string Judge(Split split) => split == Split.Test
        ? "A test image: it has trained no model."
        : "Judged by a model that was trained without this image.";

    /// <summary>For example <c>Labelled dry by Anna on 3 March 2026</c>.</summary>
    public static string Opinion(LabelEntry entry, IReadOnlyList<ProjectClass> classes, IReadOnlyDictionary<long, string> names) =>
        $"{(entry.Kind == LabelKind.PoorExample ? "A poor example" : $"Labelled {NameOf(entry.ClassId, classes)}")} by {names.GetValueOrDefault(entry.PersonId, "somebody")} on {entry.At:d MMMM yyyy}";

    public static string NameOf(long? classId, IReadOnlyList<ProjectClass> classes) => classId is null
        ? ReviewWords.PoorExample
        : classes.FirstOrDefault(c => c.Id == classId)?.Name ?? "a class that is gone";

    /// <summary>What was said of a suspect.</summary>
    public static string Answered(SuspectList list, SuspectedLabel label, IReadOnlyList<ProjectClass> classes, IReadOnlyDictionary<long, string> names)
    {
        var entry = list.Answers[label.ImageId].Entry;
        var what = list.IsFoundWrong(label) ? $"Changed to {NameOf(entry.ClassId, classes)}" : $"{NameOf(entry.ClassId, classes)} kept";
        return $"{what} by {names.GetValueOrDefault(entry.PersonId, "somebody")}.";
    }

    /// <summary>What became of the last key.</summary>
    public static string Said(Suspect suspect, long? classId, SuspectList after, IReadOnlyList<ProjectClass> classes)
    {
        var name = System.IO.Path.GetFileName(suspect.Image.Image.FileName);
        var what = classId is null ? $"{name} is now a poor example."
            : after.IsFoundWrong(suspect.Label) ? $"{name} is now {NameOf(classId, classes)}."
            : $"{name} stays {NameOf(classId, classes)}.";
        return $"{what} {after.LookedAt:N0} of {after.Labels.Count:N0} looked at.";
    }

    /// <summary>Somebody else was faster.</summary>
    public static string Overtaken(LabelEntry newer, IReadOnlyList<ProjectClass> classes, IReadOnlyDictionary<long, string> names) =>
        $"{names.GetValueOrDefault(newer.PersonId, "Somebody")} has just called this image {NameOf(newer.ClassId, classes)}. Your answer was not saved: look at it again.";

    /// <summary>Why the list is no longer what a new search would give; null while it is.</summary>
    /// <param name="changes">Of labels since, other than answers about suspects.</param>
    /// <param name="newest">Number of the newest version, where it is another than the search's.</param>
    public static string? Stale(int changes, int? newest) => (changes, newest) switch
    {
        (0, null) => null,
        (0, { } number) => $"Version {number} of the model has been trained since this search.",
        (var n, null) => $"{Wording.Count(n, "label has", "labels have")} been given or changed since this search.",
        (var n, { } number) => $"{Wording.Count(n, "label has", "labels have")} been given or changed since this search, and version {number} of the model has been trained.",
    };
}
