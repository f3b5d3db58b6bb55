using System.Runtime.InteropServices;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.Durability;

/// <summary>The disk fills up while vectors are computed.</summary>
[Collection(nameof(Undisturbed))]
public sealed class FullDiskTests
{
    private const int Images = 160;

    /// <summary>What comes out where nothing gets in the way.</summary>
    private static readonly Lazy<Task<IReadOnlyList<string>>> WithRoom = new(ComputeWithRoomAsync);

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Featurizing_stops_says_so_and_goes_on_once_there_is_room(int kilobytesFree)
    {
        using var disk = SmallDisk.Mount(24);
        await PrepareAsync(disk.Path);
        disk.FillUpTo(kilobytesFree);

        var stopped = await Activelabel.RunAsync("featurize", "knots", "--batch", "1", "--data", disk.Path, "--json");
        stopped.ExitCode.ShouldBe(1, stopped.Errors);
        stopped.Output.ShouldBeEmpty();
        var told = stopped.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("Featurizing", StringComparison.Ordinal)).ToList();
        told.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.ShouldStartWith($"activelabel: The disk is full: {disk.Path}"),
            line => line.ShouldContain("make room, then do the same again to go on"));

        disk.MakeRoom();
        var resumed = (await Activelabel.SucceedAsync("featurize", "knots", "--batch", "1", "--data", disk.Path, "--json")).Json;
        (resumed.GetProperty("featurized").GetInt32() + resumed.GetProperty("alreadyThere").GetInt32()).ShouldBe(Images);
        await Activelabel.SucceedAsync("store", "verify", "--data", disk.Path);
        Vectors(disk.Path).ShouldBe(await WithRoom.Value, "it ends as if nothing had happened");
    }

    [Fact]
    public async Task The_server_lives_on_and_a_restart_goes_on()
    {
        using var disk = SmallDisk.Mount(24);
        await PrepareAsync(disk.Path);
        disk.FillUpTo(200);

        await using (var server = await RunningServer.StartAsync(disk.Path))
        {
            await UntilAsync(() => Task.FromResult(server.Log.Contains("The disk is full", StringComparison.Ordinal)), () => server.Log);
            (await server.Client.GetAsync(new Uri("/", UriKind.Relative))).IsSuccessStatusCode.ShouldBeTrue("the server lives on");
        }

        disk.MakeRoom();
        await using (var server = await RunningServer.StartAsync(disk.Path))
        {
            // As long as the server computes, another run is refused.
            await UntilAsync(async () => (await Activelabel.RunAsync("featurize", "knots", "--data", disk.Path)).ExitCode == 0, () => server.Log);
        }

        var after = (await Activelabel.SucceedAsync("featurize", "knots", "--data", disk.Path, "--json")).Json;
        after.GetProperty("alreadyThere").GetInt32().ShouldBe(Images);
        await Activelabel.SucceedAsync("store", "verify", "--data", disk.Path);
    }

    private static async Task UntilAsync(Func<Task<bool>> so, Func<string> log)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); !await so(); await Task.Delay(200))
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), log());
    }

    private static Task PrepareAsync(string data) => PreparedFolders.CopyAsync("full-disk", data, async original =>
    {
        using var folder = new TemporaryFolder();
        SeedImages.CopyTo(folder["images"], Images / 4, "sound", "dry", "encased", "decayed");
        await Activelabel.SucceedAsync("project", "create", "knots", "--classes", "sound,dry,encased,decayed", "--data", original);
        await Activelabel.SucceedAsync("import", "knots", folder["images"], "--data", original);
        // Fetches the network, which needs room of its own.
        await Activelabel.SucceedAsync("models", "install", "default", "--data", original);
    });

    private static async Task<IReadOnlyList<string>> ComputeWithRoomAsync()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder.Path);
        await Activelabel.SucceedAsync("featurize", "knots", "--batch", "1", "--data", folder.Path);
        return Vectors(folder.Path);
    }

    /// <summary>All vectors that are counted on, sorted: compacting leaves holes of zeros where there are others.</summary>
    private static List<string> Vectors(string data)
    {
        Activelabel.SucceedAsync("store", "compact", "--data", data).GetAwaiter().GetResult();
        var file = Directory.GetFiles(Path.Combine(data, "vectors"), "*.f32").ShouldHaveSingleItem();
        var bytes = File.ReadAllBytes(file).AsSpan(256);
        var rowBytes = 736 * sizeof(float);
        var rows = new List<string>();
        for (; bytes.Length > 0; bytes = bytes[rowBytes..])
        {
            if (MemoryMarshal.Cast<byte, float>(bytes[..rowBytes]).ContainsAnyExcept(0f))
                rows.Add(Convert.ToBase64String(bytes[..rowBytes]));
        }

        rows.Count.ShouldBe(Images);
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
