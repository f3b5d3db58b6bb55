using System.Numerics;
using System.Runtime.InteropServices;

namespace ActiveLabel.Vision.Decoding;

internal static class Alpha
{
    /// <summary>Lays premultiplied pixels over white: what is missing in alpha, each channel gets as white.</summary>
    public static void ComposeOverWhite(Span<uint> premultiplied)
    {
        var vectors = MemoryMarshal.Cast<uint, Vector<uint>>(premultiplied);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = (vectors[i] + (new Vector<uint>(255) - (vectors[i] >>> 24)) * 0x0001_0101u) | new Vector<uint>(0xFF00_0000);
        foreach (ref var pixel in premultiplied[(vectors.Length * Vector<uint>.Count)..])
            pixel = (pixel + (255 - (pixel >> 24)) * 0x0001_0101u) | 0xFF00_0000;
    }
}
