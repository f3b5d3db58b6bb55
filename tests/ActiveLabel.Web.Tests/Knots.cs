using ActiveLabel.TestKit.Running;

namespace ActiveLabel.Web.Tests;

/// <summary>Drawn knots as bytes.</summary>
internal static class Knots
{
    public static byte[] Jpeg(int number) => File.ReadAllBytes(Path.Combine(SeedImages.Folder, SeedImages.Labels[number].File));

    /// <summary>A grey picture of 2 x 1 pixels as an uncompressed, big-endian TIFF, byte by byte after the TIFF 6.0 specification.</summary>
    public static byte[] Tiff()
    {
        var file = new List<byte>();
        file.AddRange("MM"u8);
        Short(42);
        Long(8);
        Short(9);
        Entry(256, 3, 2 << 16);     // width
        Entry(257, 3, 1 << 16);     // height
        Entry(258, 3, 8 << 16);     // bits a sample
        Entry(259, 3, 1 << 16);     // no compression
        Entry(262, 3, 1 << 16);     // black is zero
        Entry(273, 4, 122);         // where the pixels lie
        Entry(277, 3, 1 << 16);     // one sample a pixel
        Entry(278, 3, 1 << 16);     // one row a strip
        Entry(279, 4, 2);           // bytes of the strip
        Long(0);
        file.AddRange([0x20, 0xE0]);
        return [.. file];

        void Short(int value) => file.AddRange([(byte)(value >> 8), (byte)value]);
        void Long(int value)
        {
            Short(value >> 16);
            Short(value);
        }

        void Entry(int tag, int type, int value)
        {
            Short(tag);
            Short(type);
            Long(1);
            Long(value);
        }
    }
}
