using ActiveLabel.Core.Images;

namespace ActiveLabel.Web.Features.Images;

/// <summary>Draws smaller and showable pictures of stored images, a few at a time, so that a page of thumbnails does not stop the rest.</summary>
internal sealed class ImagePictures(IBlobStore blobs, IImagePreview preview) : IDisposable
{
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public void Dispose() => _places.Dispose();

    public async Task<byte[]?> RenderAsync(ImageHash hash, int longestSide, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        try
        {
            var bytes = await blobs.ReadAsync(hash, cancel);
            return await Task.Run(() => preview.Render(bytes, longestSide), cancel);
        }
        finally
        {
            _places.Release();
        }
    }
}
