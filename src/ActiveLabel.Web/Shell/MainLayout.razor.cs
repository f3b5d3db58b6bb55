using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace ActiveLabel.Web.Shell;

/// <summary>What surrounds every page: bar, theme, and the net under a page that fails.</summary>
public sealed partial class MainLayout
{
    /// <summary>Who looks at the page; null in tests of the layout alone.</summary>
    [CascadingParameter]
    public Admission? Admission { get; set; }

    private DotNetObjectReference<MainLayout>? _self;
    private ErrorBoundary? _boundary;
    private bool _dark;
    private bool _ready;

    // With <base href="/"> a bare fragment would lead to the first page.
    private string SkipTarget => new Uri(Navigation.Uri).GetLeftPart(UriPartial.Query) + "#main";

    protected override async Task OnInitializedAsync()
    {
        _self = DotNetObjectReference.Create(this);
        _dark = await Script.InvokeAsync<bool>("activelabel.theme.watch", _self);
        _ready = true;
    }

    /// <summary>Whoever leaves a page that failed is not kept on it.</summary>
    protected override void OnParametersSet() => _boundary?.Recover();

    [JSInvokable]
    public Task ThemeChanged(bool dark)
    {
        _dark = dark;
        return InvokeAsync(StateHasChanged);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_self is not null)
                await Script.InvokeVoidAsync("activelabel.theme.unwatch", _self);
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and the watcher with it.
        }

        _self?.Dispose();
    }

    private void Recover() => _boundary?.Recover();
}
