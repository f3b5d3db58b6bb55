using ActiveLabel.Core;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage.Upkeep;

/// <summary>Whose vectors there are, by the index and by the folder.</summary>
/// <param name="Foreign">What lies in the folder and is none of the store's.</param>
internal sealed record StoreInventory(IReadOnlyList<string> Featurizers, IReadOnlyList<string> Foreign)
{
    public static async Task<StoreInventory> TakeAsync(DataFolder data, IVectorIndex index, CancellationToken cancel)
    {
        var known = (await index.FeaturizersAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        string[] entries = Directory.Exists(data.Vectors) ? [.. Directory.EnumerateFileSystemEntries(data.Vectors).Order(StringComparer.Ordinal)] : [];
        foreach (var entry in entries)
        {
            if (RowsFile.OwnerOf(entry) is { } owner) known.Add(owner);
        }
        return new StoreInventory([.. known.Order(StringComparer.Ordinal)], [.. entries.Where(e => !IsOurs(e, known))]);
    }

    private static bool IsOurs(string entry, HashSet<string> known) =>
        StorePaths.IdOf(entry) is { } id && !StorePaths.IsPutAside(entry) && (known.Contains(id) || StorePaths.IsLock(entry));
}
