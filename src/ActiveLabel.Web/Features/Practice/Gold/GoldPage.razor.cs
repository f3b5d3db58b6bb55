using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ActiveLabel.Web.Features.Practice.Gold;

/// <summary>What an admin says is certain: gold images by class, with how often people got each wrong.</summary>
public sealed partial class GoldPage
{
    private IReadOnlyList<GoldClass>? _classes;
    private PracticeShelf.Shelf? _shelf;
    private string _said = "";

    [Inject] internal GoldDesk Gold { get; set; } = null!;

    [Inject] internal PracticeShelf Shelves { get; set; } = null!;

    [Inject] internal ISnackbar Snackbar { get; set; } = null!;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _classes = await Gold.ListAsync(Context.Project, CancellationToken.None);
        _shelf = await Shelves.OfAsync(ProjectId, CancellationToken.None);
    }

    private async Task MarkAsync(ProjectClass choice, ProjectImage image)
    {
        try
        {
            await Gold.MarkAsync(ProjectId, image.Id, choice.Id, Context.Visitor.PersonId, CancellationToken.None);
            _said = $"{image.FileName} is gold: {choice.Name}.";
        }
        catch (WrongUseException refused)
        {
            Snackbar.Add(refused.Message, Severity.Error);
        }

        await ReadAsync();
    }

    private async Task RemoveAsync(ProjectImage image)
    {
        await Gold.RemoveAsync(ProjectId, image.Id, CancellationToken.None);
        _said = $"{image.FileName} is gold no longer; its label stays.";
        await ReadAsync();
    }
}
