using System.Diagnostics;
using System.Text.Json;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd;

/// <summary>The script that measures on a GPU goes through all its steps without one.</summary>
public sealed class GpuScriptTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly string Benchmarks = Path.Combine(Repository.Root, "tests", "ActiveLabel.Benchmarks");

    private static readonly string Bench = Path.Combine(Benchmarks, "bin", "Release", "net10.0", "ActiveLabel.Benchmarks");

    [Fact]
    public async Task A_dry_run_writes_every_figure_and_why_cuda_was_not_used()
    {
        if (!File.Exists(Python) || (await RunAsync("-c", "import torch, torchvision, PIL")).ExitCode != 0)
            Assert.Skip("SKIPPED: /usr/bin/python3 with PyTorch, torchvision and Pillow is missing (Debian: python3-torchvision).");
        if (!File.Exists(Bench))
            Assert.Skip("SKIPPED: the benchmarks are not built (dotnet build -c Release tests/ActiveLabel.Benchmarks).");
        using var folder = new TemporaryFolder();
        SeedImages.CopyTo(folder["images"], 10, "sound", "dry");
        var exported = await RunAsync(Path.Combine(Benchmarks, "gpu", "export.py"), folder["networks"], "resnet18");
        exported.ExitCode.ShouldBe(0, exported.Errors);

        var ended = await RunAsync(
            Path.Combine(Benchmarks, "gpu", "run.py"), "--dry", "--packed", folder.Path, "--program", Bench, "--out", folder["gpu.json"]);

        ended.ExitCode.ShouldBe(0, ended.Errors);
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(folder["gpu.json"])).RootElement;
        report.GetProperty("cuda").ValueKind.ShouldBe(JsonValueKind.Null);
        report.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        var network = report.GetProperty("networks").EnumerateArray().ShouldHaveSingleItem();
        var (whole, half) = (network.GetProperty("ours").GetProperty("whole"), network.GetProperty("ours").GetProperty("half"));
        whole.GetProperty("difference").GetDouble().ShouldBeLessThan(1e-5);
        half.GetProperty("difference").GetDouble().ShouldBeInRange(1e-9, 1e-2);
        foreach (var figure in new[] { "decodedImagesPerSecond", "fileImagesPerSecond" })
        {
            whole.GetProperty(figure).GetDouble().ShouldBePositive();
            network.GetProperty("peer").GetProperty("whole").GetProperty(figure).GetDouble().ShouldBePositive();
        }
    }

    private static async Task<Ended> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await errors);
    }
}
