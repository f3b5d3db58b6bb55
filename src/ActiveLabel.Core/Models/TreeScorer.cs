using System.Numerics.Tensors;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Models;

/// <summary>Probabilities by boosted trees.</summary>
public sealed class TreeScorer : Scorer
{
    private const int BlockRows = 64;

    private readonly float[] _bias;

    /// <summary>The nodes of all trees, one tree after the other.</summary>
    private readonly Node[] _nodes;

    private readonly (int Class, int Root)[] _trees;

    private readonly float[] _leaves;

    /// <exception cref="ArgumentException">A tree that leads nowhere, or round in a circle, or to a column that there is not.</exception>
    public TreeScorer(TreeModel model)
        : base(model)
    {
        _bias = [.. model.Bias];
        _trees = new (int, int)[model.Trees.Count];
        var (nodes, leaves) = (new List<Node>(), new List<float>());
        foreach (var (t, tree) in model.Trees.Index())
        {
            Check(tree);
            var (root, firstLeaf) = (nodes.Count, leaves.Count);
            _trees[t] = (tree.Class, tree.Columns.Count == 0 ? ~firstLeaf : root);
            leaves.AddRange(tree.Leaves);
            for (var n = 0; n < tree.Columns.Count; n++)
            {
                nodes.Add(new Node(tree.Columns[n], tree.Thresholds[n], Moved(tree.Left[n]), Moved(tree.Right[n])));
            }

            int Moved(int child) => child >= 0 ? root + child : ~(firstLeaf + ~child);
        }

        (_nodes, _leaves) = ([.. nodes], [.. leaves]);
    }

    /// <inheritdoc/>
    public override void Score(ReadOnlySpan<float> vector, Span<float> probabilities)
    {
        CheckLength(vector.Length);
        CheckRoom(1, probabilities.Length);
        Compute(vector, probabilities);
    }

    /// <inheritdoc/>
    public override void Score(VectorRows vectors, Memory<float> probabilities, int threads = -1, CancellationToken cancel = default)
    {
        if (vectors.Count > 0) CheckLength(vectors.VectorLength);
        CheckRoom(vectors.Count, probabilities.Length);
        var blocks = (vectors.Count + BlockRows - 1) / BlockRows;
        Parallel.For(
            0, blocks, BackgroundThreads.Loop(cancel, threads),
            () => new float[VectorLength],
            (block, _, room) =>
            {
                for (var i = block * BlockRows; i < Math.Min(vectors.Count, (block + 1) * BlockRows); i++)
                {
                    Compute(vectors.Row(i, room), probabilities.Span.Slice(i * ClassCount, ClassCount));
                }

                return room;
            },
            _ => { });
    }

    private void Compute(ReadOnlySpan<float> vector, Span<float> probabilities)
    {
        if (!TensorPrimitives.IsFiniteAll(vector))
        {
            probabilities.Fill(float.NaN);
            return;
        }

        _bias.CopyTo(probabilities);
        foreach (var (k, root) in _trees)
        {
            var at = root;
            while (at >= 0)
            {
                ref readonly var node = ref _nodes[at];
                at = vector[node.Column] <= node.Threshold ? node.Left : node.Right;
            }

            probabilities[k] += _leaves[~at];
        }

        // Without the greatest taken off first, a sum of many trees could leave a float's range.
        TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<float>(probabilities), probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
    }

    private void Check(BoostedTree tree)
    {
        var nodes = tree.Columns.Count;
        var fits = (uint)tree.Class < (uint)ClassCount && tree.Leaves.Count == nodes + 1
            && tree.Thresholds.Count == nodes && tree.Left.Count == nodes && tree.Right.Count == nodes
            && tree.Columns.All(c => (uint)c < (uint)VectorLength)
            && Enumerable.Range(0, nodes).All(n => Leads(n, tree.Left[n]) && Leads(n, tree.Right[n]));
        if (!fits)
            throw new ArgumentException("A tree of the model is broken.", nameof(tree));

        bool Leads(int node, int child) => child >= 0 ? child > node && child < nodes : ~child <= nodes;
    }

    private readonly record struct Node(int Column, float Threshold, int Left, int Right);
}
