using ActiveLabel.Core.Images;
using ActiveLabel.Web.Features.Practice;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Grid;

/// <summary>Decides whether labelling is open, by the rule of the label page; the bench itself belongs to its script.</summary>
public sealed partial class GridPage
{
    private Stage _stage = Stage.Loading;

    private enum Stage
    {
        Loading,
        NoImages,
        PracticeFirst,
        Open,
    }

    [Inject]
    internal IImageStore Images { get; set; } = null!;

    [Inject]
    internal PracticeGate Gate { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if ((await Images.CountAsync(ProjectId, featurizerId: null, CancellationToken.None)).Pool == 0)
            _stage = Stage.NoImages;
        else
            _stage = await Gate.IsOpenAsync(Context.Project, Context.Visitor.PersonId, CancellationToken.None) ? Stage.Open : Stage.PracticeFirst;
    }
}
