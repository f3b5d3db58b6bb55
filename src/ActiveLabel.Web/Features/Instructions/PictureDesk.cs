using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>Takes pictures for instructions, and nothing that only claims to be one.</summary>
internal sealed class PictureDesk(IInstructionPictures pictures, IBlobStore blobs, IImageInspector inspector, IImagePreview preview, TimeProvider time)
{
    public const int LargestPicture = 10 << 20;

    public const string TooLarge = "The picture is larger than 10 MiB: make it smaller first.";

    /// <summary>Pixels of the longer side, as wide as instructions are ever shown on a sharp screen.</summary>
    private const int LongestSide = 1600;

    /// <summary>Kept as they are where they are small enough: drawings and screenshots lose by JPEG.</summary>
    private static readonly HashSet<string> Drawn = ["image/png", "image/gif", "image/webp"];

    /// <returns>The picture's address.</returns>
    /// <exception cref="WrongUseException">It is no image, or too large.</exception>
    public async Task<string> TakeAsync(long projectId, Stream body, CancellationToken cancel)
    {
        var bytes = await ReadAsync(body, cancel);
        var (header, refusal) = inspector.Inspect(bytes);
        if (header is null)
            throw new WrongUseException($"This is no picture that can be shown: {refusal}");

        var (kept, type) = Drawn.Contains(header.ContentType) && Math.Max(header.Width, header.Height) <= LongestSide
            ? (bytes, header.ContentType)
            // Anew, photographs also lose what else a camera wrote into them, such as the place.
            : (await Task.Run(() => preview.Render(bytes, LongestSide), cancel) ?? throw new WrongUseException("This picture cannot be decoded."), "image/jpeg");
        var hash = ImageHash.Of(kept);
        await blobs.PutAsync(hash, kept, cancel);
        await pictures.AddAsync(new InstructionPicture(projectId, hash, type, time.GetUtcNow()), cancel);
        return $"/api/projects/{projectId}/instructions/pictures/{hash}";
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancel)
    {
        using var read = new MemoryStream();
        var piece = new byte[81_920];
        int count;
        while ((count = await body.ReadAsync(piece, cancel)) > 0)
        {
            read.Write(piece, 0, count);
            if (read.Length > LargestPicture)
                throw new WrongUseException(TooLarge);
        }

        return read.ToArray();
    }
}
