using System.Globalization;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

/// <summary>The most memory that this process had resident at once.</summary>
internal static class PeakMemory
{
    /// <summary>Forgets the peak so far, and tells what is resident now, in bytes.</summary>
    public static long Reset()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SKIPPED: peaks are read from /proc, which only Linux has.");
        // Documented in proc(5): 5 resets the peak to the current size.
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Read();
    }

    public static long Read()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 9), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) << 10;
    }
}

/// <summary>Tests that nothing else may run beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
