using ActiveLabel.Core;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace ActiveLabel.Web.Features.Similar;

/// <summary>A grid of images of which some can be chosen and labelled together.</summary>
public sealed partial class PickableImages
{
    private readonly HashSet<long> _chosen = [];
    private IReadOnlyList<LabelEntry>? _last;
    private string? _said;
    private bool _busy;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Labels were given or taken back: whoever loaded the images loads them again.</summary>
    [Parameter]
    public EventCallback OnLabelled { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<SimilarImage> Images { get; set; } = [];

    [Inject]
    internal SelectionLabels Labels { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private string Describe(SimilarImage image)
    {
        var label = image.Image.Answer is { } answer ? Context.FindClass(answer.ClassId)?.Name ?? "poor example" : "no label";
        var distance = image.Distance is { } d ? $", distance {d:0.000}" : "";
        return $"{image.Image.Image.FileName}, {label}, {image.Image.Image.Split.ToString().ToLowerInvariant()}{distance}";
    }

    private void Toggle(long imageId)
    {
        _said = null;
        if (!_chosen.Remove(imageId))
            _chosen.Add(imageId);
    }

    private void ToggleAll()
    {
        _said = null;
        if (_chosen.Count == Images.Count)
            _chosen.Clear();
        else
            _chosen.UnionWith(Images.Select(i => i.Id));
    }

    private async Task PressAsync(KeyboardEventArgs press)
    {
        if (press.CtrlKey || press.AltKey || press.MetaKey)
            return;

        var key = press.Key.ToLowerInvariant();
        if (key == "u")
            await TakeBackAsync();
        else if (key == "p")
            await LabelAsync(null);
        else if (Context.Classes.FirstOrDefault(c => c.Key == key) is { } found)
            await LabelAsync(found);
    }

    private async Task LabelAsync(ProjectClass? to)
    {
        if (_busy || _chosen.Count == 0)
            return;

        await DoAsync(async () =>
        {
            _last = await Labels.AppendAsync(Context.Visitor, Context.Project, [.. _chosen], to?.Id, CancellationToken.None);
            _said = $"{Wording.Count(_last.Count, "image")} labelled {to?.Name ?? "poor example"}.";
            _chosen.Clear();
        });
    }

    private async Task TakeBackAsync()
    {
        if (_busy || _last is not { } entries)
            return;

        await DoAsync(async () =>
        {
            await Labels.TakeBackAsync(Context.Visitor, Context.Project, [.. entries.Select(e => (e.Id, e.ImageId))], CancellationToken.None);
            _last = null;
            _said = $"{Wording.Count(entries.Count, "label")} taken back.";
        });
    }

    private async Task DoAsync(Func<Task> work)
    {
        _busy = true;
        try
        {
            await work();
            await OnLabelled.InvokeAsync();
        }
        catch (WrongUseException refused)
        {
            Snackbar.Add(refused.Message, Severity.Error);
        }
        finally
        {
            _busy = false;
        }
    }
}
