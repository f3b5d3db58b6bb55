using ActiveLabel.Core;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage.Upkeep;

/// <summary>
/// Looks whether every vector that the index counts on is on the disk as it was written. May run beside readers and a
/// writer: only what was committed when it began is judged.
/// </summary>
public sealed class StoreVerification(DataFolder data, IVectorIndex index)
{
    /// <param name="repair">Forget the damaged vectors, so that featurizing computes them anew, and put files aside that are none.</param>
    public async Task<VerifyReport> RunAsync(bool repair, IProgress<StoreProgress>? progress, CancellationToken cancel)
    {
        var inventory = await StoreInventory.TakeAsync(data, index, cancel);
        var files = new List<VerifiedFile>();
        var damages = new List<VectorDamage>();
        long forgotten = 0;
        foreach (var id in inventory.Featurizers)
        {
            var paths = new StorePaths(data, id);
            var check = new FileCheck(paths, index, repair, progress, cancel);
            files.Add(await check.RunAsync());
            damages.AddRange(check.Damages);
            forgotten += check.Forgotten;
        }
        return new VerifyReport(files, damages, inventory.Foreign, forgotten);
    }
}
