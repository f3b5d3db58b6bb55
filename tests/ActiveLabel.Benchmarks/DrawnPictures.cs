using System.Buffers.Binary;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Drawing;

namespace ActiveLabel.Benchmarks;

/// <summary>Drawn knots, some of each class, of which every image of a made-up project gets one with bytes of its own.</summary>
internal sealed class DrawnPictures
{
    private const int Seed = 2017;

    /// <summary>0xFFFE, two bytes of length and an image's number: a comment, which decoders pass over.</summary>
    private const int CommentLength = 8;

    private readonly string _folder;
    private readonly (byte[] Jpeg, ImageHeader Header)[][] _ofClass;

    private DrawnPictures(string folder, (byte[], ImageHeader)[][] ofClass) => (_folder, _ofClass) = (folder, ofClass);

    /// <param name="data">In whose folder of images they are kept.</param>
    /// <param name="perClass">Different pictures of each of the four classes, in the order sound, dry, encased, decayed.</param>
    /// <param name="side">Pixels of the longer side at most.</param>
    public static DrawnPictures Draw(DataFolder data, IImagePreview preview, IImageInspector inspector, int perClass, int side)
    {
        var drawn = Enumerable.Range(1, perClass * 12).AsParallel().AsOrdered().Select(number => KnotGenerator.Draw(number, Seed)).ToLookup(p => p.Label);
        return new DrawnPictures(
            data.Images,
            [
                .. Enum.GetValues<KnotClass>().Select(label => drawn[label].Take(perClass).AsParallel().AsOrdered().Select(picture =>
                {
                    var jpeg = preview.Render(picture.Jpeg, side)!;
                    return (jpeg, inspector.Inspect(jpeg).Header!);
                }).ToArray()),
            ]);
    }

    /// <summary>Writes the bytes of one image.</summary>
    /// <param name="image">Its number, which makes its bytes differ from all others.</param>
    public (ImageHash Hash, int Bytes, ImageHeader Header) Keep(int image, int classIndex)
    {
        var ofClass = _ofClass[classIndex];
        var (jpeg, header) = ofClass[image / _ofClass.Length % ofClass.Length];
        // Behind the first segment, which names the format.
        var first = 4 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(4));
        Span<byte> comment = stackalloc byte[CommentLength];
        BinaryPrimitives.WriteUInt32BigEndian(comment, 0xFFFE0000 + CommentLength - 2);
        BinaryPrimitives.WriteInt32BigEndian(comment[4..], image);
        byte[] own = [.. jpeg.AsSpan(0, first), .. comment, .. jpeg.AsSpan(first)];
        var hash = ImageHash.Of(own);
        var home = Directory.CreateDirectory(Path.Combine(_folder, hash.Hex[..2])).FullName;
        File.WriteAllBytes(Path.Combine(home, hash.Hex), own);
        return (hash, own.Length, header);
    }
}
