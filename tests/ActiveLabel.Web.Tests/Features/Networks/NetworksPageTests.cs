using ActiveLabel.Core;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Web.Features.Networks;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace ActiveLabel.Web.Tests.Features.Networks;

public sealed class NetworksPageTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BunitContext _browser = new();
    private readonly NetworkCatalogue _catalogue;

    public NetworksPageTests()
    {
        _catalogue = new NetworkCatalogue(new DataFolder(_folder.Path));
        _browser.JSInterop.Mode = JSRuntimeMode.Loose;
        _browser.Services.AddMudServices();
        _browser.Services.AddSingleton(_catalogue).AddSingleton<NetworkInstalls>();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Every_known_network_is_told_with_licence_size_and_a_way_to_install_it()
    {
        var page = _browser.Render<NetworksPage>();

        page.FindAll(".network").Count.ShouldBe(8);
        var resnet = page.FindAll(".network").Single(network => network.TextContent.Contains("resnet18"));
        resnet.TextContent.ShouldContain("Apache-2.0");
        resnet.TextContent.ShouldContain("46.8 MB");
        resnet.QuerySelector("button")!.GetAttribute("aria-label").ShouldBe("Install ResNet-18 v1");
        page.Markup.ShouldContain("the default");
    }

    [Fact]
    public async Task An_added_network_is_ready_and_offers_nothing_to_install()
    {
        await _catalogue.AddAsync(
            TinyOnnx.Classifier(size: 32).Save(_folder["mine.onnx"]), new NetworkOptions(Id: "mine"), messages: null, CancellationToken.None);

        var page = _browser.Render<NetworksPage>();

        var mine = page.FindAll(".network").Single(network => network.TextContent.Contains("added from mine.onnx"));
        mine.TextContent.ShouldContain("Ready");
        mine.QuerySelector("button").ShouldBeNull();
    }

    [Fact]
    public async Task An_install_that_fails_tells_why_and_may_be_tried_again()
    {
        var installs = _browser.Services.GetRequiredService<NetworkInstalls>();
        var changes = 0;
        installs.Changed += () => Interlocked.Increment(ref changes);

        await installs.StartAsync("nowhere");

        installs.Of("nowhere")!.Failure.ShouldNotBeNull().ShouldContain("There is no network 'nowhere'");
        changes.ShouldBeGreaterThan(1);
        var before = changes;
        await installs.StartAsync("nowhere");
        changes.ShouldBeGreaterThan(before);
    }
}
