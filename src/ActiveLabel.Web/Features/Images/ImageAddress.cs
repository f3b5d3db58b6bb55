using ActiveLabel.Core.Images;

namespace ActiveLabel.Web.Features.Images;

/// <summary>Addresses under which browsers get images. They name the content, so that a browser may keep it for good.</summary>
public static class ImageAddress
{
    /// <summary>Pixels of the longer side of a thumbnail in lists.</summary>
    public const int Thumbnail = 160;

    private const int TagLength = 12;

    /// <param name="size">Pixels of the longer side; null for the image as it was imported.</param>
    public static string For(ProjectImage image, int? size = null) =>
        $"/api/projects/{image.ProjectId}/images/{image.Id}?v={TagOf(image.Hash)}{(size is null ? "" : $"&size={size}")}";

    /// <summary>Enough of the hash to tell one image from another that later gets the same number in another data folder.</summary>
    internal static string TagOf(ImageHash hash) => hash.Hex[..TagLength];
}
