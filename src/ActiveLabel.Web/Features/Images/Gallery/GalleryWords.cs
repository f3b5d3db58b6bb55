using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Images.Gallery;

/// <summary>What the pages about images say.</summary>
internal static class GalleryWords
{
    public const string PoorKey = "p";

    public static readonly (GalleryOrder Order, string Words)[] Orders =
    [
        (GalleryOrder.Newest, "Newest first"),
        (GalleryOrder.Oldest, "Oldest first"),
        (GalleryOrder.Uncertainty, "Uncertainty"),
        (GalleryOrder.Disagreement, "Disagreement"),
        (GalleryOrder.Suspicion, "Suspicion"),
        (GalleryOrder.Novelty, "Novelty"),
    ];

    public static readonly (LabelSource Source, string Words)[] Sources =
    [
        (LabelSource.Import, "Import"), (LabelSource.LabelPage, "Label page"), (LabelSource.Grid, "Grid"), (LabelSource.Review, "Review"), (LabelSource.Gallery, "Images page, many at once"),
    ];

    public static string Of(LabelSource source) => Sources.First(s => s.Source == source).Words;

    /// <summary>How several answers come to one, and how sure that one is.</summary>
    public static string Of(ConsensusMethod method, double confidence) => method switch
    {
        ConsensusMethod.MajorityVote => $"The project takes what most people say: {Wording.Percent(confidence)} of them, unless an admin has decided.",
        ConsensusMethod.DawidSkene => $"By how right each person is, that is {Wording.Percent(confidence)} sure, unless an admin has decided.",
        _ => "Of the answers that stand, the project takes the newest.",
    };

    /// <summary>What comes first, in one sentence; empty where that is plain.</summary>
    public static string Explain(GalleryOrder order) => order switch
    {
        GalleryOrder.Uncertainty => "First those that the newest model takes for one class nearly as much as for another.",
        GalleryOrder.Disagreement => "First those about which most people differ from the most frequent answer.",
        GalleryOrder.Suspicion => "First those whose label the newest model trusts least. It is too sure of images that trained it.",
        GalleryOrder.Novelty => "First those that look least like anything labelled.",
        _ => "",
    };
}
