using System.Diagnostics;
using System.Text.Json;
using Shouldly;

namespace ActiveLabel.TestKit.Running;

/// <summary>What a run of the program left behind.</summary>
public sealed record Ended(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// <summary>The program as the launcher built it, started as a process.</summary>
public static class Activelabel
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private static readonly string Program = Path.Combine(Repository.Root, "artifacts", "app", "activelabel");

    public static Process Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <param name="environment">Variables that differ from the tests' own.</param>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        File.Exists(Program).ShouldBeTrue($"{Program} is missing: run ./activelabel --build-only first");
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        // Fetched and converted once for all tests.
        start.Environment["ACTIVELABEL_NETWORKS"] = DefaultNetworkFiles.Folder;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Task<Ended> RunAsync(params string[] arguments) => RunAsync(Start(arguments));

    /// <inheritdoc cref="Start(IReadOnlyDictionary{string, string}, string[])"/>
    public static Task<Ended> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunAsync(Start(environment, arguments));

    /// <summary>Runs with that on stdin.</summary>
    public static async Task<Ended> AnswerAsync(string input, params string[] arguments)
    {
        var process = Start(arguments);
        await process.StandardInput.WriteLineAsync(input);
        return await RunAsync(process);
    }

    private static async Task<Ended> RunAsync(Process running)
    {
        using var process = running;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Longest);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Ended(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs what must succeed.</summary>
    public static async Task<Ended> SucceedAsync(params string[] arguments)
    {
        var ended = await RunAsync(arguments);
        ended.ExitCode.ShouldBe(0, $"activelabel {string.Join(' ', arguments)}\n{ended.Output}\n{ended.Errors}");
        return ended;
    }
}
