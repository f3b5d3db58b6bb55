using System.Diagnostics;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

/// <summary>For which device the launcher builds; a stand-in for the SDK writes down what it is asked to do.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public LauncherTests()
    {
        File.Copy(Path.Combine(Repository.Root, "activelabel"), _root["activelabel"]);
        foreach (var folder in new[] { "src", "wwwroot-assets", "seed-images", "path" }) Directory.CreateDirectory(_root[folder]);
        foreach (var file in new[] { "Directory.Build.props", "global.json", "appsettings.json" }) File.WriteAllText(_root[file], "");
        Program("dotnet", """
            echo "$*" >>"$LOG"
            if { true >&9; } 2>/dev/null; then echo "holds the lock" >>"$LOG"; fi
            if [ "$1" = restore ] && [ -n "${NO_PACKAGE-}" ]; then echo "x.csproj : error NU1101: Unable to find package Some.Gpu."; exit 1; fi
            while [ $# -gt 0 ]; do if [ "$1" = -o ]; then mkdir -p "$2"; printf '#!/bin/sh\necho started\n' >"$2/activelabel"; chmod +x "$2/activelabel"; fi; shift; done
            """);
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Without_an_nvidia_device_it_builds_for_the_cpu()
    {
        Program("nvidia-smi", "echo 'NVIDIA-SMI has failed'; exit 9");
        (await LaunchAsync()).Output.ShouldBe("started\n");
        Asked().ShouldHaveSingleItem().ShouldContain("-p:Gpu=false");
    }

    [Fact]
    public async Task A_compiler_that_stays_behind_as_a_server_does_not_hold_up_the_next_build()
    {
        await LaunchAsync();
        Asked().ShouldHaveSingleItem().ShouldNotBe("holds the lock");
    }

    [Fact]
    public async Task With_an_nvidia_device_it_builds_for_cuda_once()
    {
        Program("nvidia-smi", "echo 'GPU 0: NVIDIA Some (UUID: GPU-1)'");
        await LaunchAsync();
        await LaunchAsync();
        Asked().Select(line => line.Split(' ')[0]).ShouldBe(["restore", "publish"]);
        Asked().ShouldAllBe(line => line.Contains("-p:Gpu=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_package_cannot_be_had_it_says_so_once_and_builds_for_the_cpu()
    {
        Program("nvidia-smi", "echo 'GPU 0: NVIDIA Some (UUID: GPU-1)'");
        var first = await LaunchAsync(("NO_PACKAGE", "1"));
        first.Errors.ShouldContain("without CUDA, since its package cannot be restored: NU1101: Unable to find package Some.Gpu.");
        (await LaunchAsync(("NO_PACKAGE", "1"))).Errors.ShouldBeEmpty();
        Asked().Count.ShouldBe(2);
        Asked()[1].ShouldContain("-p:Gpu=false");
    }

    [Fact]
    public async Task The_environment_has_the_last_word()
    {
        Program("nvidia-smi", "echo 'GPU 0: NVIDIA Some (UUID: GPU-1)'");
        await LaunchAsync(("ACTIVELABEL_GPU", "0"));
        Asked().ShouldHaveSingleItem().ShouldContain("-p:Gpu=false");
        await LaunchAsync(("ACTIVELABEL_GPU", "1"));
        Asked().Count.ShouldBe(3, "built anew, for the other device");
        var wrong = await LaunchAsync(("ACTIVELABEL_GPU", "yes"));
        wrong.ExitCode.ShouldBe(1);
        wrong.Errors.ShouldContain("ACTIVELABEL_GPU is 0 or 1, not 'yes'.");
    }

    private List<string> Asked() => [.. File.ReadAllLines(_root["asked.log"])];

    private void Program(string name, string script)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The launcher is a shell script.");
            return;
        }

        File.WriteAllText(_root["path", name], $"#!/bin/bash\n{script}\n");
        File.SetUnixFileMode(_root["path", name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<Ended> LaunchAsync(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", [_root["activelabel"]]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PATH"] = $"{_root["path"]}:{start.Environment["PATH"]}";
        start.Environment["LOG"] = _root["asked.log"];
        start.Environment.Remove("ACTIVELABEL_GPU");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await errors);
    }
}
