using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
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
    internal ILabelLog Log { get; set; } = null!;

    [Inject]
    internal IPersonStore People { get; set; } = null!;

    [Inject]
    internal PracticeDesk Practice { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if ((await Images.CountAsync(ProjectId, featurizerId: null, CancellationToken.None)).Pool == 0)
            _stage = Stage.NoImages;
        else if (await HasLabelledAsync() || (await Practice.StateAsync(Context.Project, CancellationToken.None)).Passed)
            _stage = Stage.Open;
        else
            _stage = Stage.PracticeFirst;
    }

    /// <summary>Who has labelled here before has passed, or was let in without.</summary>
    private async Task<bool> HasLabelledAsync()
    {
        var person = await People.GetAsync(PersonKind.Local, CancellationToken.None);
        return (await Log.RecentAsync(ProjectId, person.Id, most: 1, CancellationToken.None)).Count > 0;
    }
}
