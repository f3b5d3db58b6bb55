using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data;
using ActiveLabel.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.TestKit.Running;

/// <summary>The vectors that a project's data folder holds, read by the program's own index and store.</summary>
public sealed class StoredVectors : IAsyncDisposable
{
    private const int HeaderBytes = 256;

    private readonly ServiceProvider _services;
    private readonly Project _project;
    private readonly Featurizer _featurizer;
    private readonly Dictionary<long, ImageHash> _images;
    private readonly DataFolder _data;

    private StoredVectors(ServiceProvider services, DataFolder data, Project project, Featurizer featurizer, Dictionary<long, ImageHash> images)
    {
        (_services, _data, _project, _featurizer, _images) = (services, data, project, featurizer, images);
    }

    /// <summary>The images' bytes lie here, each file named by its hash.</summary>
    public string BlobFolder => _data.Images;

    /// <summary>Images that the project had when this was opened.</summary>
    public int ImageCount => _images.Count;

    public static async Task<StoredVectors> OpenAsync(string dataFolder, string project)
    {
        var data = new DataFolder(dataFolder);
        await DefaultNetworkFiles.InstallIntoAsync(data);
        var services = new ServiceCollection().AddLogging().AddData(data).AddVision(data).BuildServiceProvider();
        var found = await services.GetRequiredService<IProjectStore>().GetAsync(project, CancellationToken.None);
        var featurizer = await services.GetRequiredService<IFeaturizerCatalogue>().EnsureAsync(found.Network, messages: null, CancellationToken.None);
        var images = await services.GetRequiredService<IImageStore>().ListAsync(found.Id, CancellationToken.None);
        return new StoredVectors(services, data, found, featurizer, images.ToDictionary(i => i.Image.Id, i => i.Image.Hash));
    }

    /// <summary>Whole rows in the file, counted on or not: cheap, also while another process writes.</summary>
    public long RowsOnDisk()
    {
        var file = new FileInfo(Path.Combine(_data.Vectors, _featurizer.Id + ".f32"));
        return file.Exists ? Math.Max(0, file.Length - HeaderBytes) / (_featurizer.VectorLength * sizeof(float)) : 0;
    }

    /// <summary>Which row holds the vector of which image.</summary>
    public async Task<Dictionary<ImageHash, long>> RowsAsync()
    {
        var rows = await _services.GetRequiredService<IVectorIndex>().RowsAsync(_project.Id, _featurizer.Id, CancellationToken.None);
        return rows.ToDictionary(pair => _images[pair.Key], pair => pair.Value);
    }

    /// <summary>Compares image by image; the order of the rows may differ.</summary>
    /// <returns>How many images both have, how many only one of them has, and the largest difference of any value.</returns>
    public async Task<(int Common, int Lonely, float LargestDifference)> CompareAsync(StoredVectors other)
    {
        var (mine, theirs) = (await RowsAsync(), await other.RowsAsync());
        using var here = Open();
        using var there = other.Open();
        var (one, two) = (new float[here.VectorLength], new float[there.VectorLength]);
        var (common, largest) = (0, 0f);
        foreach (var (image, row) in mine)
        {
            if (!theirs.TryGetValue(image, out var row2)) continue;
            common++;
            var a = here.Row(row, one);
            var b = there.Row(row2, two);
            for (var i = 0; i < a.Length; i++)
            {
                var difference = Math.Abs(a[i] - b[i]);
                // Written so that a NaN counts as the largest.
                if (!(difference <= largest)) largest = difference;
            }
        }
        return (common, mine.Count + theirs.Count - (2 * common), largest);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private IVectorReader Open() => _services.GetRequiredService<IVectorStore>().OpenRead(_featurizer);
}
