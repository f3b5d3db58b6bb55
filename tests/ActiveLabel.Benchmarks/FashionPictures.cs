using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace ActiveLabel.Benchmarks;

/// <summary>The pictures of Debian's package dataset-fashion-mnist, 28 x 28 in grey, as PNG files.</summary>
internal static class FashionPictures
{
    private const int PicturesMagic = 0x803;

    /// <summary>Writes the first so many, the 60,000 for training before the 10,000 for testing.</summary>
    /// <returns>How many there were.</returns>
    public static int Write(string source, string folder, int most)
    {
        Directory.CreateDirectory(folder);
        var written = 0;
        foreach (var set in (string[])["train", "t10k"])
        {
            using var file = new GZipStream(File.OpenRead(Path.Combine(source, $"{set}-images-idx3-ubyte.gz")), CompressionMode.Decompress);
            // int32, the greatest byte first: magic, pictures, rows, columns; then the pixels.
            var head = new byte[16];
            file.ReadExactly(head);
            var (count, height, width) = (Number(head, 4), Number(head, 8), Number(head, 12));
            if (Number(head, 0) != PicturesMagic) throw new InvalidDataException($"{set}: no file of pictures");
            using var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
            var pixels = new byte[width * height];
            for (var i = 0; i < count && written < most; i++, written++)
            {
                file.ReadExactly(pixels);
                pixels.CopyTo(picture.GetPixelSpan());
                using var png = File.Create(Path.Combine(folder, $"{set}-{i:00000}.png"));
                if (!picture.Encode(png, SKEncodedImageFormat.Png, 100)) throw new IOException($"{set}-{i} could not be written.");
            }
        }
        return written;

        static int Number(byte[] head, int at) => BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(at));
    }
}
