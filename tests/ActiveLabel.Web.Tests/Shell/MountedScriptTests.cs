using ActiveLabel.Web.Shell;
using Microsoft.JSInterop;
using Shouldly;
using Xunit;

namespace ActiveLabel.Web.Tests.Shell;

/// <summary>People leave a page whenever they like, also while its script is still on its way.</summary>
public sealed class MountedScriptTests
{
    private readonly FakeBrowser _browser = new();

    [Fact]
    public async Task A_page_that_is_left_closes_its_script()
    {
        var script = new MountedScript(_browser, "bench");
        _browser.Loaded.SetResult();
        _browser.Mounted.SetResult();
        await script.MountAsync(default);

        await script.DisposeAsync();

        _browser.Calls.ShouldBe(["import ./_content/ActiveLabel.Web/js/bench.js", "mount", "close"]);
    }

    [Fact]
    public async Task Who_leaves_while_the_module_is_loaded_gets_no_script_at_all()
    {
        var script = new MountedScript(_browser, "bench");
        var mounting = script.MountAsync(default);
        await script.DisposeAsync();
        _browser.Loaded.SetResult();

        await mounting;

        _browser.Calls.ShouldBe(["import ./_content/ActiveLabel.Web/js/bench.js"]);
    }

    [Fact]
    public async Task Who_leaves_while_the_script_starts_still_closes_it()
    {
        var script = new MountedScript(_browser, "bench");
        _browser.Loaded.SetResult();
        var mounting = script.MountAsync(default);
        await script.DisposeAsync();
        _browser.Mounted.SetResult();

        await mounting;

        _browser.Calls[^1].ShouldBe("close");
    }

    [Fact]
    public async Task An_element_that_is_gone_with_its_page_is_no_error_but_one_that_should_be_there_is()
    {
        var left = new MountedScript(_browser, "bench");
        _browser.Loaded.SetResult();
        var mounting = left.MountAsync(default);
        await left.DisposeAsync();
        _browser.Mounted.SetException(new JSException("root is null"));
        await Should.NotThrowAsync(mounting);

        await new MountedScript(_browser, "bench").MountAsync(default).ShouldThrowAsync<JSException>();
    }

    /// <summary>A browser that loads and mounts when it is told to.</summary>
    private sealed class FakeBrowser : IJSRuntime, IJSObjectReference
    {
        public List<string> Calls { get; } = [];

        public TaskCompletionSource Loaded { get; } = new();

        public TaskCompletionSource Mounted { get; } = new();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Calls.Add(identifier == "import" ? $"import {args![0]}" : identifier);
            if (identifier == "import")
                await Loaded.Task;
            else if (identifier == "mount")
                await Mounted.Task;
            return typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)this : default!;
        }

        public ValueTask DisposeAsync() => default;
    }
}
