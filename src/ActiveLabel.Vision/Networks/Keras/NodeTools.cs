using System.ComponentModel;
using System.Diagnostics;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>Runs npm and node, which fetch and load the package of the default network.</summary>
internal sealed class NodeTools(string npm, string node)
{
    private static readonly string[] SignsOfNoNetwork =
        ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH", "ENOTCACHED"];

    public static NodeTools Installed { get; } = new(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "node");

    /// <summary>Fetches the package's archive into the folder; does not install it, nor what it depends on.</summary>
    /// <returns>The path of the archive.</returns>
    public async Task<string> PackAsync(NpmPackage package, string folder, CancellationToken cancellationToken)
    {
        var (code, _, errors) = await RunAsync(
            npm, ["pack", package.ToString(), "--ignore-scripts", "--no-audit", "--no-fund"], folder, cancellationToken);
        if (code != 0 && SignsOfNoNetwork.Any(errors.Contains))
            throw new WrongUseException(
                $"npm cannot reach its registry to fetch {package}, which holds the default network. It is needed once: connect, or copy "
                + $"the folder `networks` from another installation's data folder, or add any other network with "
                + $"`activelabel models add FILE.onnx`.{Tail(errors)}");
        if (code != 0)
            throw new WrongUseException($"npm could not fetch {package}, which holds the default network.{Tail(errors)}");
        return Directory.EnumerateFiles(folder, "*.tgz").SingleOrDefault()
            ?? throw new WrongUseException($"npm said that it fetched {package}, but left no archive.");
    }

    /// <summary>Runs a script file.</summary>
    public async Task RunScriptAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (code, _, errors) = await RunAsync(node, [script, .. arguments], Path.GetDirectoryName(script)!, cancellationToken);
        if (code != 0)
            throw new WrongUseException($"Node.js could not load the default network out of its package.{Tail(errors)}");
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new WrongUseException(
                $"The program '{program}' is missing: Node.js 18 or later, with npm, is needed once to fetch the default network. Install it "
                + "(on Debian: `apt-get install nodejs npm`), or add any other network with `activelabel models add FILE.onnx`.",
                exception);
        }
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Tail(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "" : $" It said:\n  {string.Join("\n  ", lines.TakeLast(6))}";
    }
}
