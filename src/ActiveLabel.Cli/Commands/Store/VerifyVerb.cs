using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Vision.Storage.Upkeep;

namespace ActiveLabel.Cli.Commands.Store;

/// <summary>Reads every vector that is counted on and names what is not as it was written.</summary>
internal static class VerifyVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var repair = new Option<bool>("--repair") { Description = "Forget damaged vectors, so that featurize computes them anew." };
        var json = Json.Option();
        var command = new Command("verify", "Check every stored vector against its checksum. May run beside a server.") { repair, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var progress = StoreCommand.Progress("Verifying", provider.GetRequiredService<TimeProvider>());
            var report = await provider.GetRequiredService<StoreVerification>().RunAsync(parsed.GetValue(repair), progress, cancel);
            if (parsed.GetValue(json))
                Json.Write(report, StoreJson.Default.VerifyReport);
            else
                Print(report, parsed.GetValue(repair));

            return report.Damages.Count == 0 || parsed.GetValue(repair) ? 0 : 1;
        });
        return command;
    }

    private static void Print(VerifyReport report, bool repaired)
    {
        foreach (var damage in report.Damages)
        {
            var rows = damage.FirstRow == damage.LastRow ? $"row {damage.FirstRow}" : $"rows {damage.FirstRow} to {damage.LastRow}";
            var what = repaired ? "forgotten: featurize computes them anew" : "run: activelabel store verify --repair, then featurize";
            Console.WriteLine($"damaged: {damage.File}: {rows}, the vectors of {damage.Images} images: {damage.Reason}; {what}");
        }
        foreach (var file in report.Files.Where(f => f.WithoutChecksum > 0))
            Console.WriteLine($"without checksums: {file.File}: {file.WithoutChecksum} vectors; the next featurize makes them");
        StoreCommand.TellForeign(report.Foreign);
        var bad = report.Damages.Sum(d => d.Images);
        Console.WriteLine($"{report.Files.Sum(f => f.InUse)} vectors of {report.Files.Count} featurizers: {(bad == 0 ? "all whole" : $"{bad} damaged, {report.Forgotten} of them forgotten")}.");
    }
}
