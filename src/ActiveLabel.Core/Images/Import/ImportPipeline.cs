using System.Runtime.CompilerServices;

namespace ActiveLabel.Core.Images.Import;

/// <summary>A planned file after it was read: either its bytes are kept, or it is refused.</summary>
internal sealed record ReadImage(PlannedImage Planned, ImageHash Hash, long ByteCount, ImageHeader? Header, string? Refusal);

/// <summary>
/// Reads one file after another, and hashes, inspects and keeps them on all cores. A core asks for the next file when it is
/// free, so no more files are in memory than cores work.
/// </summary>
internal sealed class ImportPipeline(IImageInspector inspector, IBlobStore blobs)
{
    /// <returns>In the order of <paramref name="planned"/>, however the cores raced.</returns>
    public async Task<ReadImage[]> RunAsync(IReadOnlyList<PlannedImage> planned, Action<ReadImage> done, CancellationToken cancel)
    {
        var results = new ReadImage[planned.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel };
        await Parallel.ForEachAsync(ReadAsync(planned, cancel), options, async (file, stop) =>
        {
            results[file.Place] = await KeepAsync(planned[file.Place], file.Bytes, file.Refusal, stop);
            done(results[file.Place]);
        });
        return results;
    }

    private static async IAsyncEnumerable<(int Place, byte[] Bytes, string? Refusal)> ReadAsync(
        IReadOnlyList<PlannedImage> planned, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var place = 0; place < planned.Count; place++)
        {
            byte[] bytes = [];
            string? refusal = null;
            try
            {
                bytes = await planned[place].File.ReadAsync(cancel);
            }
            catch (RefusedFileException refused)
            {
                refusal = refused.Message;
            }

            yield return (place, bytes, refusal);
        }
    }

    private async Task<ReadImage> KeepAsync(PlannedImage planned, byte[] bytes, string? refusal, CancellationToken cancel)
    {
        var inspection = refusal is not null ? new ImageInspection(null, refusal)
            : bytes.Length == 0 ? new ImageInspection(null, "the file is empty")
            : inspector.Inspect(bytes);
        if (inspection.Header is null)
            return new ReadImage(planned, default, bytes.Length, null, inspection.Refusal ?? "the file is no image");

        var hash = ImageHash.Of(bytes);
        await blobs.PutAsync(hash, bytes, cancel);
        return new ReadImage(planned, hash, bytes.Length, inspection.Header, null);
    }
}
