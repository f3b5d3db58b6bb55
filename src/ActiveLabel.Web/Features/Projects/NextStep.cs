using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Projects;

/// <summary>What brings a project on, in words, and the page where it is done.</summary>
internal sealed record NextStep(string Title, string Why, string Action, string Page)
{
    /// <summary>For whoever only labels.</summary>
    public static readonly NextStep ForLabeler = new("Label", "One image after another, one key each.", "Label", "label");

    public static NextStep For(ProjectGlance glance) => glance switch
    {
        { Images: 0 } => new("Add images", "The project has no images yet.", "Add images", "add-images"),
        { Counts: { TestLabelled: > 0, PoolLabelled: 0 }, Project.Policy.PracticeGoal: > 0 } => new(
            "Practise first", "A few images whose class is known show you what the classes look like, with an answer at once.", "Practise", "practice"),
        { Waiting: > 0, Model: null } => new(
            "Label the first images",
            $"Give {glance.Project.Policy.RetrainAfter} images a label, of at least two classes, and the first model trains while you go on.", "Label", "label"),
        { Waiting: > 0 } => new(
            "Go on labelling", $"{Wording.Count(glance.Waiting, "image")} {(glance.Waiting == 1 ? "waits" : "wait")}, those that teach the model most first.", "Label", "label"),
        { Model: null } => new(
            "The first model is on its way", "Every image has its answer. The model trains as soon as the images have their feature vectors.", "See the rounds", "rounds"),
        _ => new("See how good the model is", "Every image has its answer.", "Review", "review"),
    };
}
