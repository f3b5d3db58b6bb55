using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Tests.Vision;
using ActiveLabel.Vision.Storage;

namespace ActiveLabel.Tests.Models.Scoring;

/// <summary>Whole pools: out of the store, without garbage, until someone cancels.</summary>
public sealed class PoolScoringTests
{
    [Theory]
    [InlineData(VectorForm.Float16, 4, 70)]
    [InlineData(VectorForm.Float16, 60, 300)]
    [InlineData(VectorForm.Float16, 3, 5)]
    [InlineData(VectorForm.Float32, 4, 70)]
    [InlineData(VectorForm.Float32, 60, 300)]
    public void Stored_vectors_are_scored_as_the_same_in_memory(VectorForm form, int classes, int length)
    {
        const int Count = 613;
        var random = new Random(length);
        var model = Scored.Model(length, classes, random);
        // Only what halves can hold.
        float[] values = [.. Scored.Floats(Count * length, random).Select(v => (float)(Half)v)];
        using var folder = new TemporaryFolder();
        var store = new MappedVectorStore(new DataFolder(folder.Path));
        var featurizer = new Featurizer("net", "net", "net.onnx", ["layer"], TinyNetwork.Input, length);
        using (var writer = store.OpenWrite(featurizer, form, 0))
        {
            writer.Append(values);
        }

        using var reader = store.OpenRead(featurizer);
        // Backwards, so that the order of the numbers counts.
        long[] numbers = [.. Enumerable.Range(0, Count).Reverse().Select(i => (long)i)];
        foreach (var kernel in Scored.Kernels(model))
        {
            var scorer = new LinearScorer(model, kernel);

            var actual = scorer.Score(new VectorRows(reader, numbers)).Probabilities.ToArray();

            actual.ShouldBe(scorer.Score(new VectorRows(new VectorTable(values, length), numbers)).Probabilities.ToArray());
            actual.Select(p => (double)p).Take(classes).ShouldBe(Scored.ByFormula(model, values.AsSpan((Count - 1) * length)), tolerance: 1e-6);
        }
    }

    [Theory]
    [InlineData(4, 64)]
    [InlineData(60, 300)]
    [InlineData(5, 3)]
    public void More_vectors_make_no_more_garbage(int classes, int length)
    {
        var random = new Random(2);
        var scorer = new LinearScorer(Scored.Model(length, classes, random));
        var (few, many) = (Rows(2_000), Rows(20_000));
        // Once for what is made only once.
        Allocated(many);

        Least(many).ShouldBe(Least(few));

        VectorRows Rows(int count) => Scored.Rows(Scored.Floats(count * length, random), length);

        // A collection that another test causes writes off what is left of this thread's share of the heap, up to 8 KiB
        // that nobody asked for. What scoring asks for is asked for every time.
        long Least(VectorRows rows) => Enumerable.Range(0, 10).Min(_ => Allocated(rows));

        long Allocated(VectorRows rows)
        {
            var probabilities = new float[rows.Count * classes];
            var before = GC.GetAllocatedBytesForCurrentThread();
            scorer.Score(rows, probabilities, threads: 1);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Scoring_stops_when_it_is_cancelled(int threads)
    {
        const int Count = 100_000;
        var random = new Random(3);
        using var cancel = new CancellationTokenSource();
        var reader = new CountingReader(new VectorTable(Scored.Floats(Count * 8, random), 8), read =>
        {
            if (read == 5_000) cancel.Cancel();
        });
        var rows = new VectorRows(reader, [.. Enumerable.Range(0, Count).Select(i => (long)i)]);
        var scorer = new LinearScorer(Scored.Model(8, 4, random));

        Should.Throw<OperationCanceledException>(() => scorer.Score(rows, threads, cancel.Token));

        reader.Read.ShouldBeGreaterThanOrEqualTo(5_000);
        reader.Read.ShouldBeLessThan(Count / 2);
    }

    [Theory]
    [InlineData(4, 512)]
    [InlineData(60, 300)]
    public void Each_vector_is_read_once(int classes, int length)
    {
        var random = new Random(4);
        var reader = new CountingReader(new VectorTable(Scored.Floats(1_001 * length, random), length), _ => { });

        new LinearScorer(Scored.Model(length, classes, random)).Score(new VectorRows(reader, [.. Enumerable.Range(0, 1_001).Select(i => (long)i)]));

        reader.Read.ShouldBe(1_001);
    }

    private sealed class CountingReader(VectorTable table, Action<int> each) : IVectorReader
    {
        private int _read;

        public int Read => _read;

        public int VectorLength => table.VectorLength;

        public long RowCount => table.RowCount;

        public ReadOnlySpan<float> Row(long row, Span<float> scratch)
        {
            each(Interlocked.Increment(ref _read));
            return table.Row(row, scratch);
        }

        public void Dispose() => table.Dispose();
    }
}
