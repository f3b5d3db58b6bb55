using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Storage;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Storage;

public sealed class ReadersTests : IDisposable
{
    private readonly StoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Readers_never_see_a_wrong_vector_while_one_writes_compacts_and_starts_again()
    {
        const int Images = 1000;
        using var over = new CancellationTokenSource();
        var reads = new int[4];
        var readers = Enumerable.Range(0, reads.Length).Select(reader => Task.Run(() => ReadOnAsync(() => reads[reader]++, over.Token))).ToArray();
        try
        {
            for (var from = 0; from < Images; from += 200)
            {
                await _bench.FeaturizeAsync(Enumerable.Range(from, 200), batch: 7);
                // Uncommitted rows and half a row are left behind, as by a crash.
                using (var writer = new MappedVectorStore(_bench.Data).OpenWrite(_bench.Net, null, 0)) writer.Append(StoreBench.Vector(9999));
                await File.AppendAllTextAsync(Rows(), "torn");
                _bench.Keep(Enumerable.Range(from, 100));
                await _bench.CompactAsync(from % 400 == 0 ? VectorForm.Float16 : VectorForm.Float32);
            }
            // On a busy machine a reader may have begun late; one that failed has ended.
            while (Array.Exists(reads, read => read <= 100) && !Array.Exists(readers, reader => reader.IsCompleted)) await Task.Delay(10);
        }
        finally
        {
            await over.CancelAsync();
        }
        await Task.WhenAll(readers);
        reads.ShouldAllBe(read => read > 100);
    }

    private string Rows() => File.Exists(_bench.Rows) ? _bench.Rows : _bench.Halves;

    private async Task ReadOnAsync(Action seen, CancellationToken over)
    {
        var scratch = new float[StoreBench.Length];
        while (!over.IsCancellationRequested)
        {
            // What the index says first, then the file, as a round does.
            var rows = await _bench.Index.RowsAsync(1, "net", default);
            using var reader = new MappedVectorStore(_bench.Data).OpenRead(_bench.Net);
            foreach (var (image, row) in rows)
            {
                reader.Row(row, scratch).ToArray().ShouldBe(StoreBench.Vector((int)image), $"image {image} in row {row}");
                seen();
            }
            await Task.Yield();
        }
    }
}
