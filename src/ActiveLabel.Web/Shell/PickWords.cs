using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Web.Shell;

/// <summary>Why an image was picked, in a few plain words, the same on every page.</summary>
public static class PickWords
{
    /// <param name="reason">Says what can be said where no cause was kept.</param>
    /// <param name="classes">Of the project; a class that is gone is not named.</param>
    public static string Of(PickWhy why, PickReason reason, IReadOnlyList<ProjectClass> classes) => why.Cause switch
    {
        PickCause.RandomCheck => "random check",
        PickCause.Drawn => "drawn at random",
        PickCause.StandsForGroup => "stands for a group of images",
        PickCause.TypicalOfUnseen => "typical of an unseen group",
        PickCause.UnsureBetween => Name(why.ClassId, classes) is { } one && Name(why.OtherClassId, classes) is { } other
            ? $"unsure between {one} and {other}"
            : "the model is unsure",
        PickCause.LessSure => "less sure than of the others",
        PickCause.CommitteeDisagrees => "several models disagree",
        PickCause.ChangesModel => "would change the model most",
        PickCause.Differs => "differs from the others",
        PickCause.SecondOpinion => "a second opinion is worth more than a new image",
        _ => reason switch
        {
            PickReason.Audit => "random check",
            PickReason.Start => "picked to begin with",
            PickReason.Strategy => "picked by the strategy",
            PickReason.SecondOpinion => "a second opinion",
            _ => "waiting its turn",
        },
    };

    private static string? Name(long? id, IReadOnlyList<ProjectClass> classes) => classes.FirstOrDefault(c => c.Id == id)?.Name;
}
