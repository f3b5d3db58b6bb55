namespace ActiveLabel.Web.Features.Images;

/// <summary>Where an image's bytes are served.</summary>
internal static class ImageUrls
{
    public static string Of(long projectId, long imageId) => $"/api/projects/{projectId}/images/{imageId}";
}
