using System.Text;
using ActiveLabel.Cli.Simulations.Html;
using ActiveLabel.Cli.Simulations.Pictures;
using ActiveLabel.Core;
using ActiveLabel.Vision.Charts;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Web.Shell.Charts.Files;

namespace ActiveLabel.Cli.Simulations;

/// <summary>The files that a simulation was asked to write: each is there as a whole or not at all.</summary>
/// <param name="Curves">Pictures, by their ending SVG or PNG.</param>
/// <param name="Report">A page, or null.</param>
internal sealed record SimulationFiles(IReadOnlyList<string> Curves, string? Report)
{
    /// <summary>Before minutes of replaying.</summary>
    /// <exception cref="WrongUseException">A folder is not there, or a name ends otherwise.</exception>
    public void Check()
    {
        foreach (var curve in Curves)
            Check("--curve", curve, ".svg", ".png");
        if (Report is not null)
            Check("--report", Report, ".html", ".htm");
    }

    public async Task WriteAsync(SimulateReport report, string command, string program, DateTimeOffset on, CancellationToken cancel)
    {
        foreach (var curve in Curves)
        {
            var drawing = CurveLayout.Draw(SimulationPictures.BalancedAccuracy(report, withHeading: true), 900, 540);
            var png = Path.GetExtension(curve).Equals(".png", StringComparison.OrdinalIgnoreCase);
            await WriteAsync(curve, png ? ChartPng.Paint(drawing) : Encoding.UTF8.GetBytes(SvgText.File(drawing)), cancel);
        }

        if (Report is not null)
            await WriteAsync(Report, Encoding.UTF8.GetBytes(new SimulationPage(report, command, program, on).Write()), cancel);
    }

    private static async Task WriteAsync(string file, byte[] bytes, CancellationToken cancel)
    {
        await WholeFile.WriteAsync(Path.GetFullPath(file), stream => stream.WriteAsync(bytes, cancel).AsTask());
        await Console.Error.WriteLineAsync($"Wrote {file}");
    }

    private static void Check(string option, string file, params string[] endings)
    {
        if (!endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            throw new WrongUseException($"{option} {file}: the name ends in {string.Join(" or ", endings)}.");

        var full = Path.GetFullPath(file);
        if (Directory.Exists(full))
            throw new WrongUseException($"{option} {file}: this is a folder.");
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new WrongUseException($"{option} {file}: there is no folder {Path.GetDirectoryName(full)}.");
    }
}
