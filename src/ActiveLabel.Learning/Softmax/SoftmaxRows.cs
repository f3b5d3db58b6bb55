using System.Numerics.Tensors;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Learning.Softmax;

/// <summary>The rows of one training in blocks, with what each row should come to. Nothing of the features is copied.</summary>
internal sealed class SoftmaxRows
{
    /// <summary>Values of a block: it is read twice and shall still be near the second time.</summary>
    private const int BlockValues = 65_536;

    private SoftmaxRows(TrainingSet set, PresentClasses present)
    {
        VectorLength = set.VectorLength;
        Count = set.Count + (set.Guesses?.Count ?? 0);
        Present = present;
        PaddedClasses = (present.Count + RowKernel.Classes - 1) / RowKernel.Classes * RowKernel.Classes;
        Targets = new float[(long)Count * PaddedClasses];
        Weights = new float[Count];
        Blocks = Cut(set);
    }

    /// <summary>d.</summary>
    public int VectorLength { get; }

    /// <summary>n + m.</summary>
    public int Count { get; }

    public PresentClasses Present { get; }

    /// <summary>Present classes and at most one more, which no row has.</summary>
    public int PaddedClasses { get; }

    /// <summary>[n + m, PaddedClasses] weight of the row times its share of the class.</summary>
    public float[] Targets { get; }

    /// <summary>[n + m] the sums of the targets' rows.</summary>
    public float[] Weights { get; }

    public IReadOnlyList<Block> Blocks { get; private set; }

    /// <exception cref="ActiveLabel.Core.WrongUseException">Fewer than two classes have rows.</exception>
    /// <exception cref="ArgumentException">Lengths that do not fit, a class out of range, or weights of rows, or guesses whose shares or weights, are none.</exception>
    public static SoftmaxRows Of(TrainingSet set, ClassWeights weights)
    {
        if (set.Features.Length != (long)set.Count * set.VectorLength)
            throw new ArgumentException($"{set.Features.Length} values are not {set.Count} rows of {set.VectorLength}.", nameof(set));
        if (set.Guesses is { } guesses)
            Guesses.Check(guesses, set);

        var present = new PresentClasses(set, Guesses.Classes(set));
        var rows = new SoftmaxRows(set, present);
        var own = PresentClasses.RowsOf(set);
        rows.Aim(set, own, weights == ClassWeights.Balanced ? Balance(set, own, present) : [.. Enumerable.Repeat(1.0, present.Count)]);
        return rows;
    }

    /// <summary>Takes each column times its factor from here on, in a copy of the rows.</summary>
    public void Scale(float[] factors)
    {
        Blocks = [.. Blocks.Select(block =>
        {
            var values = new float[block.Rows * VectorLength];
            for (var r = 0; r < block.Rows; r++)
            {
                TensorPrimitives.Multiply(block.Row(r, VectorLength), factors, values.AsSpan(r * VectorLength, VectorLength));
            }

            return block with { Features = values };
        })];
    }

    /// <summary>Weight of a row of each present class: N / (K N_k), rows counted by their own weights.</summary>
    private static double[] Balance(TrainingSet set, IReadOnlyList<float> own, PresentClasses present)
    {
        var counts = Guesses.Sums(set);
        var all = (double)(set.Guesses?.Count ?? 0);
        for (var i = 0; i < set.Count; i++)
        {
            counts[set.Classes[i]] += own[i];
            all += own[i];
        }

        return [.. Enumerable.Range(0, present.Count).Select(k => all / (present.Count * counts[present[k]]))];
    }

    private void Aim(TrainingSet set, IReadOnlyList<float> own, double[] classWeights)
    {
        var compact = present(set.ClassCount);
        for (var i = 0; i < set.Count; i++)
        {
            var k = compact[set.Classes[i]];
            Weights[i] = Targets[(i * PaddedClasses) + k] = (float)(own[i] * classWeights[k]);
        }

        for (var i = set.Count; i < Count; i++)
        {
            var shares = set.Guesses!.Shares.Span.Slice((i - set.Count) * set.ClassCount, set.ClassCount);
            var (sum, weight) = (0.0, 0.0);
            for (var c = 0; c < shares.Length; c++)
            {
                sum += shares[c];
                weight += compact[c] < 0 ? 0 : shares[c] * classWeights[compact[c]];
            }

            // The weight of the row, once, and the shares brought to a sum of exactly one.
            weight *= set.Guesses.Weights.Span[i - set.Count] / sum;
            var total = 0f;
            for (var c = 0; c < shares.Length; c++)
            {
                if (compact[c] < 0) continue;
                var target = (float)(weight * shares[c] / sum);
                Targets[(i * PaddedClasses) + compact[c]] = target;
                total += target;
            }

            Weights[i] = total;
        }

        int[] present(int classCount)
        {
            var numbers = Enumerable.Repeat(-1, classCount).ToArray();
            for (var k = 0; k < Present.Count; k++)
            {
                numbers[Present[k]] = k;
            }

            return numbers;
        }
    }

    private static List<Block> Cut(TrainingSet set)
    {
        var most = Math.Clamp(BlockValues / set.VectorLength / RowKernel.Rows * RowKernel.Rows, 2 * RowKernel.Rows, 64);
        var blocks = new List<Block>();
        Add(set.Features, set.Count, 0);
        if (set.Guesses is { } guesses)
            Add(guesses.Features, guesses.Count, set.Count);
        return blocks;

        void Add(ReadOnlyMemory<float> features, int count, int first)
        {
            for (var start = 0; start < count; start += most)
            {
                var rows = Math.Min(most, count - start);
                blocks.Add(new Block(features.Slice(start * set.VectorLength, rows * set.VectorLength), first + start, rows));
            }
        }
    }

    /// <summary>Rows that lie behind each other.</summary>
    /// <param name="Features">[rows, d].</param>
    /// <param name="First">Number of its first row among all.</param>
    internal sealed record Block(ReadOnlyMemory<float> Features, int First, int Rows)
    {
        public ReadOnlySpan<float> Row(int row, int length) => Features.Span.Slice(row * length, length);
    }
}
