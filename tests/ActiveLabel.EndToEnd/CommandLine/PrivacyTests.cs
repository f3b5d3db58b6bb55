using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

public sealed class PrivacyTests
{
    [Fact]
    public async Task Running_a_network_gathers_nothing_to_report_to_its_runtimes_maker()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = Directory.CreateDirectory(folder["home"]).FullName,
            ["XDG_CACHE_HOME"] = folder["home"],
            ["TMPDIR"] = Directory.CreateDirectory(folder["tmp"]).FullName,
        };
        var file = TinyOnnx.Classifier(size: null).Save(folder["network.onnx"]);

        using var adding = Activelabel.Start(environment, "models", "add", file, "--size", "32", "--data", folder["data"]);
        var output = adding.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = adding.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await adding.WaitForExitAsync(TestContext.Current.CancellationToken);

        adding.ExitCode.ShouldBe(0, await errors + await output);
        // Told otherwise, ONNX Runtime leaves the id of the device, that of the session and a database of what it would send.
        Directory.EnumerateFiles(folder["home"], "*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(folder["tmp"], "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }
}
