using System.Diagnostics;
using ActiveLabel.TestKit.Running;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ActiveLabel.EndToEnd.Durability;

/// <summary>Ctrl+C, and the signal with which a machine that shuts down ends programs.</summary>
[Collection(nameof(Undisturbed))]
public sealed class InterruptTests
{
    private const int Images = 160;

    /// <summary>On a machine that others use too, the first may be held up.</summary>
    private const int MostAttempts = 3;

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Featurizing_ends_at_once_with_one_line_and_keeps_what_was_computed(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "SKIPPED: there is no kill command here.");
        var took = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < MostAttempts && took >= AtOnce; attempt++)
            took = await InterruptAsync(signal);

        took.ShouldBeLessThan(AtOnce);
    }

    /// <returns>From the signal to the program's end.</returns>
    private static async Task<TimeSpan> InterruptAsync(string signal)
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);

        using var featurizing = Activelabel.Start("featurize", "large", "--device", "cpu", "--data", folder["data"], "--json");
        var output = featurizing.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        // It says so once the network is loaded; a moment later all cores decode and compute.
        (await featurizing.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe($"Featurizing 0 of {Images}");
        var errors = featurizing.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-s", signal, $"{featurizing.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await featurizing.WaitForExitAsync(TestContext.Current.CancellationToken);

        var took = watch.Elapsed;
        featurizing.ExitCode.ShouldBe(1);
        (await output).ShouldBeEmpty();
        (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("Featurizing", StringComparison.Ordinal))
            .ShouldHaveSingleItem().ShouldStartWith("activelabel: cancelled");
        var stored = (await Activelabel.SucceedAsync("store", "verify", "--data", folder["data"], "--json")).Json;
        stored.GetProperty("files")[0].GetProperty("inUse").GetInt32().ShouldBeInRange(1, Images - 1);
        return took;
    }

    /// <summary>Pictures that take a core a tenth of a second to decode.</summary>
    private static async Task PrepareAsync(TemporaryFolder folder)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(4000, 4000, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.SaddleBrown);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        Directory.CreateDirectory(folder["images"]);
        for (var i = 0; i < Images; i++)
        {
            // What stands behind the end of a PNG is nobody's, but makes it another file.
            await File.WriteAllBytesAsync(Path.Combine(folder["images"], $"{i}.png"), [.. encoded.ToArray(), (byte)i], TestContext.Current.CancellationToken);
        }

        await Activelabel.SucceedAsync("project", "create", "large", "--classes", "sound,dry", "--data", folder["data"]);
        await Activelabel.SucceedAsync("import", "large", folder["images"], "--data", folder["data"]);
        await Activelabel.SucceedAsync("models", "install", "default", "--data", folder["data"]);
    }
}
