using System.Diagnostics;
using System.Globalization;
using ActiveLabel.TestKit;

namespace ActiveLabel.Benchmarks;

/// <summary>peers/decode.py as a process that is told what to do, so that it and we take turns.</summary>
internal sealed class PillowPeer : IDisposable
{
    private readonly Process _python;

    public PillowPeer(string fileList) => _python = Start(redirect: true, "decode.py", fileList);

    /// <summary>Processor seconds for all files.</summary>
    /// <param name="how">"plain" or "draft".</param>
    public double Run(string how)
    {
        _python.StandardInput.WriteLine(how);
        _python.StandardInput.Flush();
        var answer = _python.StandardOutput.ReadLine() ?? throw new InvalidDataException("decode.py ended; does python3 have Pillow and numpy?");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public static void MakePhotos(string source, string folder)
    {
        using var python = Start(redirect: false, "photos.py", source, folder);
        python.WaitForExit();
        if (python.ExitCode != 0) throw new InvalidDataException("photos.py failed.");
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }

    private static Process Start(bool redirect, string script, params string[] arguments)
    {
        var path = Path.Combine(Repository.Root, "tests", "ActiveLabel.Benchmarks", "peers", script);
        // PYTHON names another one than the path's first.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("PYTHON") ?? "python3", [path, .. arguments])
        {
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
        };
        return Process.Start(start)!;
    }
}
