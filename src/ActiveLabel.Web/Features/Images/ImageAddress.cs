using ActiveLabel.Core.Images;

namespace ActiveLabel.Web.Features.Images;

/// <summary>Addresses under which browsers get images. They name the content, so that a browser may keep it for good.</summary>
public static class ImageAddress
{
    /// <summary>Pixels of the longer side of a thumbnail in lists.</summary>
    public const int Thumbnail = 160;

    /// <summary>Pixels of the longer side where images are judged side by side, on sharp screens too.</summary>
    public const int LargeThumbnail = 320;

    /// <summary>Pixels of the longer side in which a large image is shown first. Another <c>size</c> in its address gives another.</summary>
    public const int Screen = 2048;

    /// <summary>Images of more pixels are large: as they are, a phone would need 24 MB and more for each.</summary>
    private const long LargePixels = 6_000_000;

    private const int TagLength = 12;

    /// <param name="size">Pixels of the longer side; null for the image as it was imported.</param>
    public static string For(ProjectImage image, int? size = null) => For(image.ProjectId, image.Id, image.Hash, size);

    /// <inheritdoc cref="For(ProjectImage, int?)"/>
    public static string For(long projectId, long imageId, ImageHash hash, int? size = null) =>
        $"/api/projects/{projectId}/images/{imageId}?v={TagOf(hash)}{(size is null ? "" : $"&size={size}")}";

    /// <summary>Pixels of the longer side in which an image is shown first; null for one that is shown as it is.</summary>
    public static int? ScreenSide(int width, int height) => (long)width * height > LargePixels && Math.Max(width, height) > Screen ? Screen : null;

    /// <summary>Enough of the hash to tell one image from another that later gets the same number in another data folder.</summary>
    internal static string TagOf(ImageHash hash) => hash.Hex[..TagLength];
}
