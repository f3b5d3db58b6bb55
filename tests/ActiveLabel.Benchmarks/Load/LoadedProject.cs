using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.TestKit.Running;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks.Load;

/// <summary>A large made-up project whose images have bytes too: all of them those of one small picture.</summary>
internal sealed class LoadedProject(string data, int images, int length, int labels = 100)
{
    public const int LeaseMinutes = 1;

    private readonly MadeUpPool _pool = new(data, images, length, labels, tests: 0);

    public const string Password = "three or four words";

    public long Id => _pool.ProjectId;

    public IReadOnlyDictionary<long, long> Truth => _pool.Truth;

    public ServiceProvider Services() => _pool.Services();

    public static string NameOf(int labeler) => $"Labeler {labeler}";

    /// <param name="batch">Images of a round's batch, which is also the number of labels after which the model retrains.</param>
    /// <param name="labelers">People with accounts in the project; without any the server stays open to its own machine.</param>
    public async Task MakeAsync(int batch, int labelers)
    {
        await _pool.MakeAsync();
        await using var services = Services();
        await services.GetRequiredService<IProjectStore>().ChangeAsync(
            Id, p => p.Follow(p.Policy with { BatchSize = batch, RetrainAfter = batch, LeaseMinutes = LeaseMinutes, PracticeGoal = 0 }), default);
        await AddBytesAsync(services);
        var (accounts, members) = (services.GetRequiredService<IAccountStore>(), services.GetRequiredService<IMembershipStore>());
        if (labelers > 0) await accounts.AddAsync(new NewAccount("Admin", Password, IsServerAdmin: true), default);
        for (var labeler = 0; labeler < labelers; labeler++)
        {
            var account = await accounts.AddAsync(new NewAccount(NameOf(labeler), Password), default);
            await members.AddAsync(Membership.Create(Id, account.PersonId, ProjectRole.Labeler, DateTimeOffset.UnixEpoch), default);
        }
    }

    /// <summary>Links to one file: the disk's cache serves them all, as it does for images just prefetched.</summary>
    private async Task AddBytesAsync(ServiceProvider services)
    {
        var picture = Path.GetFullPath(Path.Combine(SeedImages.Folder, SeedImages.Labels[0].File));
        var folder = new DataFolder(data).Images;
        foreach (var (image, _) in await services.GetRequiredService<IImageStore>().ListAsync(Id, default))
        {
            var home = Directory.CreateDirectory(Path.Combine(folder, image.Hash.Hex[..2])).FullName;
            File.CreateSymbolicLink(Path.Combine(home, image.Hash.Hex), picture);
        }
    }
}
