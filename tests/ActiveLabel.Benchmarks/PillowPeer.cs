using System.Diagnostics;
using System.Globalization;
using ActiveLabel.TestKit;

namespace ActiveLabel.Benchmarks;

/// <summary>peers/decode.py as a process that is told what to do, so that it and we take turns.</summary>
internal sealed class PillowPeer : IDisposable
{
    private readonly Process _python;

    /// <param name="keepsMemory">
    /// The C library keeps what is freed instead of giving it back to the system after each picture. Whether it does so by
    /// itself hangs on chance, such as the length of the paths, and decides over the peer's speed.
    /// </param>
    public PillowPeer(string fileList, bool keepsMemory) => _python = Start(redirect: true, keepsMemory, "decode.py", fileList);

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
        using var python = Start(redirect: false, keepsMemory: false, "photos.py", source, folder);
        python.WaitForExit();
        if (python.ExitCode != 0) throw new InvalidDataException("photos.py failed.");
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }

    private static Process Start(bool redirect, bool keepsMemory, string script, params string[] arguments)
    {
        var path = Path.Combine(Repository.Root, "tests", "ActiveLabel.Benchmarks", "peers", script);
        // PYTHON names another one than the path's first.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("PYTHON") ?? "python3", [path, .. arguments])
        {
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
        };
        if (keepsMemory)
            foreach (var threshold in (string[])["MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"]) start.Environment[threshold] = "1000000000";
        return Process.Start(start)!;
    }
}
