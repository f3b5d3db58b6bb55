using ActiveLabel.Core;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ActiveLabel.Web.Intake.Choice;

/// <summary>Where a person picks images and says what is known of them.</summary>
public sealed partial class ImageChoice
{
    private DotNetObjectReference<ImageChoice>? _self;
    private ElementReference _drop;
    private ElementReference _table;
    private bool _attached;
    private bool _tableAttached;
    private string? _folderError;

    /// <summary>Whether folders of the machine that serves may be named: its files are no business of a project's admin.</summary>
    [Parameter] public bool MayReadServer { get; set; } = true;

    [Parameter, EditorRequired]
    public IntakeDraft Draft { get; set; } = null!;

    /// <summary>The draft changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private string ChosenText => string.Join(" and ", new[]
    {
        Draft.Files.Images > 0 ? Wording.Count(Draft.Files.Images, "image") : null,
        Draft.Files.Archives > 0 ? Wording.Count(Draft.Files.Archives, "zip archive") : null,
    }.Where(t => t is not null)) + $", {Wording.Bytes(Draft.Files.Bytes)}";

    private string? FolderText => Draft.FolderImages > 0 ? $"{Wording.Count(Draft.FolderImages, "image")} found" : null;

    [JSInvokable]
    public async Task FilesChosen(ChosenFiles files)
    {
        Draft.Files = files;
        await GroupAsync();
        await GuessAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        try
        {
            await Script.InvokeVoidAsync("activelabel.intake.clear");
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and what it had picked with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _self ??= DotNetObjectReference.Create(this);
        if (!Draft.FromServer && !_attached)
        {
            _attached = true;
            await Script.InvokeVoidAsync("activelabel.intake.attach", _drop, _self);
        }

        if (Draft.Labels == KnownLabels.Csv && !_tableAttached)
        {
            _tableAttached = true;
            await Script.InvokeVoidAsync("activelabel.intake.chooseTable", _table, _self);
        }
    }

    private async Task ClearAsync()
    {
        await Script.InvokeVoidAsync("activelabel.intake.clear");
        (Draft.Labels, _tableAttached) = (KnownLabels.None, false);
        await FilesChosen(new ChosenFiles(0, 0, 0, 0, null));
        StateHasChanged();
    }

    private async Task ChangeSideAsync(bool server)
    {
        (Draft.FromServer, _attached, _tableAttached, Draft.Groups) = (server, false, false, null);
        await ChangeLabelsAsync(KnownLabels.None);
    }

    private async Task ChangeLabelsAsync(KnownLabels labels)
    {
        Draft.Labels = labels;
        await GroupAsync();
    }

    private async Task LookAsync()
    {
        await GroupAsync();
        await GuessAsync();
    }

    /// <summary>Finds what the classes would be, to show it before anything is imported.</summary>
    private async Task GroupAsync()
    {
        _folderError = null;
        var separator = Draft.Labels == KnownLabels.Prefix ? Draft.Separator : null;
        if (Draft.IsEmpty)
            (Draft.Groups, Draft.FolderImages) = (null, 0);
        else if (!Draft.FromServer)
            Draft.Groups = await Script.InvokeAsync<FileGroup[]>("activelabel.intake.groups", separator);
        else
            await LookAtFolderAsync(separator);

        await Changed.InvokeAsync();
        StateHasChanged();
    }

    private async Task LookAtFolderAsync(string? separator)
    {
        try
        {
            (Draft.FolderImages, Draft.Groups) = await Task.Run(() => FolderLook.At(Draft.Folder.Trim(), separator));
            _folderError = Draft.FolderImages == 0 ? "There are no images in this folder." : null;
        }
        catch (WrongUseException refused)
        {
            (Draft.FolderImages, Draft.Groups, _folderError) = (0, null, refused.Message);
        }
    }

    /// <summary>Images that all lie in a few subfolders were most likely sorted by somebody.</summary>
    private async Task GuessAsync()
    {
        if (Draft is { Labels: KnownLabels.None, Groups: { Count: >= 2 and <= 24 } groups } && groups.All(g => g.Name.Length > 0))
            await ChangeLabelsAsync(KnownLabels.Subfolder);
    }
}
