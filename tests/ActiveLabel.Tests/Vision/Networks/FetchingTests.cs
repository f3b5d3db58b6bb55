using ActiveLabel.Core;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>What a person reads when the default network cannot be fetched.</summary>
public sealed class FetchingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("activelabel-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_missing_npm_is_named_with_what_to_install()
    {
        var message = await Refusal(new NodeTools(Path.Combine(_folder, "no-npm"), "node"));
        message.ShouldContain("no-npm");
        message.ShouldContain("Node.js");
        message.ShouldContain("models add");
    }

    [Fact]
    public async Task A_missing_connection_is_told_from_other_failures()
    {
        (await Refusal(Npm("echo 'npm error code ENOTFOUND' >&2; exit 1"))).ShouldContain("cannot reach its registry");
        var other = await Refusal(Npm("echo 'npm error code E404' >&2; exit 1"));
        other.ShouldNotContain("cannot reach");
        other.ShouldContain("E404");
    }

    [Fact]
    public async Task An_archive_of_other_bytes_is_refused_before_anything_of_it_runs()
    {
        var message = await Refusal(Npm("echo other > nsfwjs-4.4.0.tgz"), node: Script("node", $"touch '{_folder}/ran'"));
        message.ShouldContain("SHA-512");
        File.Exists(Path.Combine(_folder, "ran")).ShouldBeFalse();
    }

    private NodeTools Npm(string body) => new(Script("npm", body), "node");

    private async Task<string> Refusal(NodeTools tools, string? node = null)
    {
        if (node is not null)
            tools = new NodeTools(Path.Combine(_folder, "npm"), node);
        var fetch = ((KerasOrigin)KnownNetworks.Default.Origin).Model.FetchAsync(tools, progress: null, TestContext.Current.CancellationToken);
        return (await Should.ThrowAsync<WrongUseException>(fetch)).Message;
    }

    private string Script(string name, string body)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }
}
