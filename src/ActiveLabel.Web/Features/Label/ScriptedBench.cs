using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ActiveLabel.Web.Features.Label;

/// <summary>
/// A part of a page that is rendered once and from then on belongs to its script: the script works on without the
/// circuit, and nothing that it wrote is rendered over.
/// </summary>
public abstract class ScriptedBench : ComponentBase, IAsyncDisposable
{
    private MountedScript? _bench;

    [Inject]
    internal IJSRuntime Script { get; set; } = null!;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    /// <summary>Of the module in <c>js/</c> that exports <c>mount</c>.</summary>
    protected abstract string Module { get; }

    /// <summary>The element that the script gets.</summary>
    protected ElementReference Root { get; set; }

    protected override bool ShouldRender() => false;

    protected override Task OnAfterRenderAsync(bool firstRender) =>
        firstRender ? (_bench = new MountedScript(Script, Module)).MountAsync(Root) : Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _bench?.DisposeAsync() ?? default;
    }
}
