using NetVips;

namespace ActiveLabel.Vision.Decoding;

/// <summary>The library behind <see cref="VipsDecoder"/> and <see cref="VipsJpegDecoder"/>, set up once.</summary>
internal static class Libvips
{
    private static readonly Lazy<bool> Initialized = new(Initialize);

    /// <summary>False where there is no build of it for this machine.</summary>
    public static bool Loads => Initialized.Value;

    private static bool Initialize()
    {
        if (!ModuleInitializer.VipsInitialized) return false;
        // Our own threads decode one picture each; libvips shall neither add threads nor keep results that nobody asks for again.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        // Its warnings about odd files would land on the program's standard error.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.LevelMask, (_, _, _) => { });
        return true;
    }
}
