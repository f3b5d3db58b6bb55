using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ActiveLabel.Core.Images;

namespace ActiveLabel.TestKit.Running;

/// <summary>What one SIGKILL found and left.</summary>
/// <param name="Before">Vectors there when the run began.</param>
/// <param name="After">Vectors there after the kill.</param>
/// <param name="Reported">Vectors of this run that its last line of progress counted.</param>
/// <param name="NotCounted">Rows written whose index was not: they are cut off at the next start.</param>
/// <param name="WorkLost">Images that the run had read and that have no vector: all that is to be done again.</param>
/// <param name="Vanished">Images that had a vector before the run and have none now.</param>
/// <param name="Recomputed">Images that had a vector before the run and were read again.</param>
public sealed record Kill(int Before, int After, int Reported, long NotCounted, int WorkLost, int Vanished, int Recomputed)
{
    /// <summary>Vectors reported and not there.</summary>
    public int ReportedLost => Math.Max(0, Before + Reported - After);
}

/// <summary>Runs <c>featurize</c>, kills it, looks at what is left, and starts it again.</summary>
/// <param name="longestDelay">Milliseconds from the moment at which the file has the length wanted to the kill, at most.</param>
public sealed partial class InterruptedFeaturizing(StoredVectors store, string dataFolder, string project, Random random, int longestDelay = 300)
{
    /// <summary>Milliseconds, in which the program starts, loads its network and computes the first vectors.</summary>
    private const int Start = 2000;

    private string[] Verb => ["featurize", project, "--device", "cpu", "--data", dataFolder];

    /// <summary>
    /// Kills it at random moments spread over the whole of the work: three of four once the file of vectors has grown to a
    /// random length and a random while later, so that any stage is met; every fourth a random while after the start.
    /// </summary>
    public async IAsyncEnumerable<Kill> KillAsync(int kills)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            var rows = store.RowsOnDisk();
            // The last twentieth is left alone: a run that ends by itself cannot be killed.
            var farthest = 2 * Math.Max(0, (store.ImageCount * 19 / 20) - rows) / (kills - kill + 1);
            var (length, delay) = kill % 4 == 3 ? (0, random.Next(Start)) : (rows + 1 + random.NextInt64(farthest + 1), random.Next(longestDelay));
            if (await KillAtAsync(length, delay) is not { } found) yield break;
            yield return found;
        }
    }

    /// <summary>Lets it run to its end.</summary>
    /// <returns>What the run says of itself, and images that it read again.</returns>
    public async Task<(Ended Ended, int Recomputed)> FinishAsync()
    {
        var before = await store.RowsAsync();
        using var openings = new FileOpenings(store.BlobFolder);
        using var process = Activelabel.Start([.. Verb, "--json"]);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited)
        {
            openings.Note();
            await Task.Delay(20);
        }
        return (new Ended(process.ExitCode, await output, await errors), Read(openings).Count(before.ContainsKey));
    }

    private async Task<Kill?> KillAtAsync(long length, int delay)
    {
        var before = await store.RowsAsync();
        using var openings = new FileOpenings(store.BlobFolder);
        using var process = Activelabel.Start(Verb);
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await WaitAsync(process, openings, () => store.RowsOnDisk() >= length);
        var since = Stopwatch.GetTimestamp();
        await WaitAsync(process, openings, () => Stopwatch.GetElapsedTime(since).TotalMilliseconds >= delay);
        if (process.HasExited) return null;

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        var after = await store.RowsAsync();
        var read = Read(openings);
        var progress = Counted().Matches(await errors);
        return new Kill(
            before.Count, after.Count,
            progress.Count == 0 ? 0 : int.Parse(progress[^1].Groups["done"].Value, CultureInfo.InvariantCulture),
            store.RowsOnDisk() - (after.Count == 0 ? 0 : after.Values.Max() + 1),
            read.Count(image => !after.ContainsKey(image)),
            before.Keys.Count(image => !after.ContainsKey(image)),
            read.Count(before.ContainsKey));
    }

    private static async Task WaitAsync(Process process, FileOpenings openings, Func<bool> reached)
    {
        while (!process.HasExited && !reached())
        {
            openings.Note();
            await Task.Delay(5);
        }
    }

    private static HashSet<ImageHash> Read(FileOpenings openings) =>
        [.. openings.Take().Where(name => ImageHash.TryParse(name, out _)).Select(ImageHash.Parse)];

    [GeneratedRegex(@"^Featurizing (?<done>\d+) of \d+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();
}
