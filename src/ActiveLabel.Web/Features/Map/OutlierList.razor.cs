using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Images;
using ActiveLabel.Web.Features.Similar;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Map;

/// <summary>Images far from everything, to look at and to label.</summary>
public sealed partial class OutlierList
{
    private const int Page = 48;
    private const int Most = 480;

    private IReadOnlyList<SimilarImage>? _images;
    private ImageSurvey? _shown;
    private int _most = Page;
    private float _usual;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    [CascadingParameter]
    public ImageSurvey Survey { get; set; } = null!;

    [Inject] private IImageStore Images { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (!ReferenceEquals(_shown, Survey))
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _shown = Survey;
        LonelyImage[] all = [.. Survey.Loneliest()];
        _usual = all.Length == 0 ? 0 : all[all.Length / 2].Distance;
        var some = all.Take(_most).ToArray();
        var known = await Images.FindAsync(Context.Id, Array.ConvertAll(some, i => i.ImageId), CancellationToken.None);
        _images = [.. some.Where(i => known.ContainsKey(i.ImageId)).Select(i => new SimilarImage(known[i.ImageId], i.Distance))];
    }

    private Task MoreAsync()
    {
        _most = Math.Min(Most, _most * 2);
        return LoadAsync();
    }
}
