using System.Collections.Concurrent;
using ActiveLabel.Core.Images;
using Microsoft.Extensions.Caching.Memory;

namespace ActiveLabel.Web.Features.Images;

/// <summary>
/// Draws smaller and showable pictures of stored images, a few at a time, so that a page of thumbnails does not stop the
/// rest. What several ask for at once is drawn once, and the last ones are kept: a large image takes a second to decode.
/// </summary>
internal sealed class ImagePictures(IBlobStore blobs, IImagePreview preview) : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly MemoryCache _drawn = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly ConcurrentDictionary<(ImageHash Hash, int Side), Lazy<Task<byte[]?>>> _drawing = [];

    public void Dispose()
    {
        _places.Dispose();
        _drawn.Dispose();
    }

    /// <returns>A JPEG, or null where the image cannot be decoded.</returns>
    public async Task<byte[]?> RenderAsync(ImageHash hash, int longestSide, CancellationToken cancel)
    {
        var key = (hash, longestSide);
        if (_drawn.TryGetValue(key, out byte[]? drawn))
            return drawn;

        // Whoever asked first may leave; the others still want it.
        return await _drawing.GetOrAdd(key, wanted => new Lazy<Task<byte[]?>>(() => DrawAsync(wanted))).Value.WaitAsync(cancel);
    }

    private async Task<byte[]?> DrawAsync((ImageHash Hash, int Side) wanted)
    {
        await _places.WaitAsync(CancellationToken.None);
        try
        {
            var bytes = await blobs.ReadAsync(wanted.Hash, CancellationToken.None);
            var jpeg = await Task.Run(() => preview.Render(bytes, wanted.Side), CancellationToken.None);
            if (jpeg is not null)
                _drawn.Set(wanted, jpeg, new MemoryCacheEntryOptions { Size = jpeg.Length });

            return jpeg;
        }
        finally
        {
            _places.Release();
            _drawing.TryRemove(wanted, out _);
        }
    }
}
