using ActiveLabel.Core.Images;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Similar;

/// <summary>The images most like one of the project's.</summary>
public sealed partial class SimilarPanel : IAsyncDisposable
{
    private const int Page = 48;
    private const int Most = 480;

    private readonly CancellationTokenSource _left = new();
    private AnsweredImage? _image;
    private SimilarOutcome? _outcome;
    private int _most = Page;
    private bool _loaded;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public long ImageId { get; set; }

    /// <summary>Whether the image itself is shown beside; not where the page shows it already.</summary>
    [Parameter]
    public bool ShowImage { get; set; } = true;

    [Inject]
    internal SimilarDesk Desk { get; set; } = null!;

    [Inject]
    internal IImageStore Images { get; set; } = null!;

    private int Duplicates => _outcome?.Images.Count(i => i.IsDuplicate) ?? 0;

    private bool IsAcross => _outcome?.Images.Any(i => i.IsDuplicate && i.Image.Image.Split != _image!.Image.Split) == true;

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _image = await Images.FindAsync(Context.Id, ImageId, _left.Token);
        if (_image is not null)
            _outcome = await Desk.FindAsync(Context.Project, ImageId, _most, _left.Token);
        _loaded = true;
    }

    private Task MoreAsync()
    {
        _most = Math.Min(Most, _most * 2);
        return LoadAsync();
    }
}
