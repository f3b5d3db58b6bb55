using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>SHA-256 over numbers, in lower-case hexadecimal digits: equal where they are equal to the last bit.</summary>
public static class Fingerprints
{
    /// <summary>Of all numbers that a model is made of, its kind and its shape.</summary>
    public static string Of(Classifier model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, $"{model.GetType().Name} {model.VectorLength} {model.ClassCount}\n");
        Add(hash, model.Scale);
        switch (model)
        {
            case LinearModel linear:
                Add(hash, linear.Weights);
                Add(hash, linear.Bias);
                break;
            case TreeModel trees:
                Add(hash, trees.Bias);
                foreach (var tree in trees.Trees) Add(hash, tree);
                break;
            default:
                throw new ArgumentException($"Nobody knows the numbers of a {model.GetType().Name}.", nameof(model));
        }

        return Hex(hash);
    }

    /// <summary>Of the vectors of a training set, in its order.</summary>
    public static string OfVectors(TrainingSet set) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(set.Features.Span)));

    /// <summary>Of what a training set guesses of unlabelled images.</summary>
    public static string Of(SoftLabels guesses)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, guesses.Features.Span);
        Add(hash, guesses.Shares.Span);
        Add(hash, guesses.Weights.Span);
        return Hex(hash);
    }

    internal static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));

    internal static void Add<T>(IncrementalHash hash, ReadOnlySpan<T> values) where T : unmanaged => hash.AppendData(MemoryMarshal.AsBytes(values));

    internal static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());

    private static void Add<T>(IncrementalHash hash, IReadOnlyList<T> values) where T : unmanaged => Add<T>(hash, values as T[] ?? [.. values]);

    private static void Add(IncrementalHash hash, BoostedTree tree)
    {
        Add(hash, string.Create(CultureInfo.InvariantCulture, $"{tree.Class} {tree.Columns.Count}\n"));
        Add(hash, tree.Columns);
        Add(hash, tree.Thresholds);
        Add(hash, tree.Left);
        Add(hash, tree.Right);
        Add(hash, tree.Leaves);
    }
}
