using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ActiveLabel.Web.Shell;

/// <summary>
/// A module of <c>js/</c> that takes care of an element: its <c>mount</c> gets the element when the page is there, and what
/// that gives is asked to <c>close</c> when the page is left. Who leaves before the script is there leaves no error behind.
/// </summary>
/// <param name="module">Its name, without folder and ending.</param>
internal sealed class MountedScript(IJSRuntime script, string module) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _mounted;
    private bool _left;

    /// <param name="more">What <c>mount</c> gets beside the element.</param>
    public async Task MountAsync(ElementReference root, params object?[] more)
    {
        try
        {
            _module = await script.InvokeAsync<IJSObjectReference>("import", $"./_content/ActiveLabel.Web/js/{module}.js");
            if (!_left)
                _mounted = await _module.InvokeAsync<IJSObjectReference>("mount", [root, .. more]);
        }
        catch (JSException) when (_left)
        {
            // The element was gone before the script got it.
        }
        catch (JSDisconnectedException)
        {
            // So is the browser.
        }

        if (_left)
            await CloseAsync();
    }

    public ValueTask DisposeAsync()
    {
        _left = true;
        return CloseAsync();
    }

    private async ValueTask CloseAsync()
    {
        var (mounted, loaded) = (_mounted, _module);
        (_mounted, _module) = (null, null);
        try
        {
            if (mounted is not null)
                await mounted.InvokeVoidAsync("close");
            if (loaded is not null)
                await loaded.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it: it has given back what it held on the way out.
        }
    }
}
