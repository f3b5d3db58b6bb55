using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ActiveLabel.Core.Models;
using ActiveLabel.TestKit;

namespace ActiveLabel.Benchmarks;

/// <summary>peers/score.py as a process that is told when, so that it and we take turns.</summary>
internal sealed class ScikitPeer : IDisposable
{
    private readonly Process _python;
    private readonly string _folder;

    /// <param name="file">[rows, length] 32-bit floats, row i of class i modulo the number of classes.</param>
    /// <param name="folder">For what it writes.</param>
    public ScikitPeer(string file, int rows, int length, int classes, string folder)
    {
        _folder = folder;
        var script = Path.Combine(Repository.Root, "tests", "ActiveLabel.Benchmarks", "peers", "score.py");
        // PYTHON names another one than the path's first.
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("PYTHON") ?? "python3", [script, file, $"{rows}", $"{length}", $"{classes}", folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _python = Process.Start(start)!;
        Answer();
        Model = new LinearModel(length, classes, Enumerable.Repeat(1f, length).ToArray(), Floats("weights.f32"), Floats("bias.f32"));
    }

    /// <summary>What it trained.</summary>
    public LinearModel Model { get; }

    /// <summary>Seconds for probabilities, margins and the smallest of these.</summary>
    /// <param name="how">"plain" or "narrow".</param>
    public double Run(string how)
    {
        _python.StandardInput.WriteLine(how);
        _python.StandardInput.Flush();
        return double.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    /// <summary>Ends it, and gives the probabilities that it had last.</summary>
    public float[] End()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        return Floats("probabilities.f32");
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }

    private string Answer() => _python.StandardOutput.ReadLine() ?? throw new InvalidDataException("score.py ended; does python3 have scikit-learn? PYTHON names another.");

    private float[] Floats(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, file))).ToArray();
}
