namespace ActiveLabel.Core.Models;

/// <summary>
/// Gradient boosted trees (Friedman 2001, "Greedy function approximation: a gradient boosting machine"):
/// p(k | x) = softmax_k(Bias[k] + sum of the leaves that x reaches in the trees of class k), over unscaled features.
/// </summary>
/// <param name="Bias">[K]; minus infinity for a class that no training row had.</param>
/// <param name="Trees">In any order, any number a class.</param>
public sealed record TreeModel(int VectorLength, int ClassCount, IReadOnlyList<float> Scale, IReadOnlyList<float> Bias, IReadOnlyList<BoostedTree> Trees)
    : Classifier(VectorLength, ClassCount, Scale)
{
    public override long Values => VectorLength + ClassCount + Trees.Sum(tree => 2L + (4L * tree.Columns.Count) + tree.Leaves.Count);

    public override Scorer CreateScorer() => new TreeScorer(this);
}

/// <summary>A binary tree: from node 0, to the left where x[Columns[node]] is at most Thresholds[node], else to the right.</summary>
/// <param name="Class">Zero-based; whose score its leaves add to.</param>
/// <param name="Columns">[nodes].</param>
/// <param name="Thresholds">[nodes].</param>
/// <param name="Left">[nodes] the next node, or ~leaf. A child's number is above its parent's.</param>
/// <param name="Right">[nodes] as <paramref name="Left"/>.</param>
/// <param name="Leaves">[nodes + 1]; the only one where there is no node.</param>
public sealed record BoostedTree(
    int Class, IReadOnlyList<int> Columns, IReadOnlyList<float> Thresholds, IReadOnlyList<int> Left, IReadOnlyList<int> Right, IReadOnlyList<float> Leaves);
