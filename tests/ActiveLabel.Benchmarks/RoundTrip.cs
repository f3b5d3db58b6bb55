using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using ActiveLabel.TestKit.Running;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// A server process on a project of 2,000 drawn images: from the start of the process to the first page, and from the
/// label that makes a round due to the reordered queue.
/// </summary>
internal static class RoundTrip
{
    private const int Images = 2000;
    private const int Starts = 7;
    private const int Rounds = 20;
    private const int RetrainAfter = 10;

    public static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];
        await Activelabel.SucceedAsync("seed-images", "--out", folder["images"], "--count", $"{Images}", "--seed", "7");

        // This program answers as a person would who knows the class of every picture; the project under test does not.
        var truth = File.ReadLines(folder["images", "labels.csv"]).Skip(1).Select(l => l.Split(',')).ToDictionary(
            p => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(folder["images", p[0]]))), p => p[1]);
        var project = await Activelabel.SucceedAsync(["project", "create", "round-trip", "--classes", "sound,dry,encased,decayed", "--json", .. data]);
        await Activelabel.SucceedAsync(["import", "round-trip", folder["images"], .. data]);
        await Activelabel.SucceedAsync(["featurize", "round-trip", .. data]);

        var starts = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var server = await RunningServer.StartAsync(folder["data"]);
            starts.Add(server.UntilFirstPage.TotalMilliseconds);
        }

        Figures.Print("serve to first page", starts);
        await using var serving = await RunningServer.StartAsync(folder["data"]);
        Figures.Print("label to reordered queue", await MeasureRoundsAsync(serving, project.Json, truth));
        return 0;
    }

    private static async Task<List<double>> MeasureRoundsAsync(RunningServer server, JsonElement project, Dictionary<string, string> truth)
    {
        var client = new LabelingClient(server.Client, project.GetProperty("id").GetInt64(), "benchmark-session");
        var classes = project.GetProperty("classes").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("id").GetInt64());
        var took = new List<double>();
        while (took.Count < Rounds)
        {
            var before = Number(await client.LeaseAsync(0));
            for (var i = 0; i < RetrainAfter; i++)
            {
                var image = (await client.LeaseAsync(1)).GetProperty("images")[0];
                var bytes = await server.Client.GetByteArrayAsync(new Uri(image.GetProperty("url").GetString()!, UriKind.Relative));
                await client.LabelAsync(Guid.NewGuid(), image.GetProperty("id").GetInt64(), classes[truth[Convert.ToHexString(SHA256.HashData(bytes))]]);
            }

            var watch = Stopwatch.StartNew();
            JsonElement state;
            do
            {
                await Task.Delay(2);
                state = await client.LeaseAsync(0);
            }
            while (Number(state) == before || state.GetProperty("state").GetProperty("round").GetProperty("state").GetString() is not ("ready" or "notEnoughLabels"));

            took.Add(watch.Elapsed.TotalMilliseconds);
        }

        return took;

        static int Number(JsonElement answer) =>
            answer.GetProperty("state").GetProperty("round") is { ValueKind: JsonValueKind.Object } round ? round.GetProperty("number").GetInt32() : 0;
    }
}
