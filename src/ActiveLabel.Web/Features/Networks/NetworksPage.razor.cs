using ActiveLabel.Vision.Networks;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Networks;

/// <summary>The networks that are installed, or can be.</summary>
public sealed partial class NetworksPage : IDisposable
{
    private IReadOnlyList<NetworkListing> _networks = [];

    [Inject]
    private NetworkCatalogue Catalogue { get; set; } = null!;

    [Inject]
    private NetworkInstalls Installs { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => Installs.Changed -= Refresh;

    protected override void OnInitialized()
    {
        _networks = Catalogue.List();
        Installs.Changed += Refresh;
    }

    private void Refresh() => _ = InvokeAsync(() =>
    {
        _networks = Catalogue.List();
        StateHasChanged();
    });
}
