using ActiveLabel.Core.Images;
using ActiveLabel.Web.Features.Practice;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Label;

/// <summary>Decides whether labelling is open; the bench itself belongs to its script.</summary>
public sealed partial class LabelPage
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

    /// <summary>An admin may let anybody in, themselves too.</summary>
    private async Task LetInAsync()
    {
        await Gate.WaiveAsync(Context.Project, Context.Visitor.PersonId, Context.Visitor, CancellationToken.None);
        _stage = Stage.Open;
    }
}
