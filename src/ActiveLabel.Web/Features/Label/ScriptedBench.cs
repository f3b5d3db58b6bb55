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
    private IJSObjectReference? _module;
    private IJSObjectReference? _bench;

    [Inject]
    internal IJSRuntime Script { get; set; } = null!;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    /// <summary>Of the module in <c>js/</c> that exports <c>mount</c>.</summary>
    protected abstract string Module { get; }

    /// <summary>The element that the script gets.</summary>
    protected ElementReference Root { get; set; }

    protected override bool ShouldRender() => false;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _module = await Script.InvokeAsync<IJSObjectReference>("import", $"./_content/ActiveLabel.Web/js/{Module}.js");
        _bench = await _module.InvokeAsync<IJSObjectReference>("mount", Root);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            if (_bench is not null)
                await _bench.InvokeVoidAsync("close");
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it: it has given its images back on the way out.
        }
    }
}
