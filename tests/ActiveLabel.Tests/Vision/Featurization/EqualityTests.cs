using System.Numerics.Tensors;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Keras;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Featurization;

/// <summary>The default network's features of real pictures, however they are computed.</summary>
public sealed class EqualityTests : IDisposable
{
    private const float Bound = 1e-5f;

    private readonly Pipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Features_do_not_depend_on_batches_threads_stops_and_broken_neighbours()
    {
        var featurizer = await DefaultAsync();
        ImageHash[] images = [.. SeedImages.Labels.Take(21).Select(seed => _pipeline.Blobs.Put(File.ReadAllBytes(Path.Combine(SeedImages.Folder, seed.File))))];
        var alone = featurizer with { Id = "alone" };
        foreach (var image in images) await _pipeline.RunAsync(alone, [image], batch: 1, cores: 1);

        foreach (var batch in new[] { 1, 3, 8 })
            foreach (var cores in new[] { 1, 2, 4 })
                await SameAsync(alone, featurizer with { Id = $"batch{batch}-cores{cores}" }, images, run => _pipeline.RunAsync(run, images, batch, cores));
        await SameAsync(alone, featurizer with { Id = "stopped" }, images, run => StopAndGoOnAsync(run, images));
        await SameAsync(alone, featurizer with { Id = "broken" }, images, run => AmongBrokenAsync(run, images));
    }

    private async Task StopAndGoOnAsync(Featurizer featurizer, ImageHash[] images)
    {
        using var stop = new CancellationTokenSource();
        _pipeline.Index.Adding = rows => stop.Cancel();
        // The first row is committed a fifth of a second after it was computed, long before the last one is.
        using var held = new ManualResetEventSlim();
        _pipeline.Blobs.Reading = image =>
        {
            if (image == images[^1]) held.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        };
        await Should.ThrowAsync<OperationCanceledException>(() => _pipeline.RunAsync(featurizer, images, batch: 3, cores: 2, stop.Token));
        held.Set();
        _pipeline.Index.Adding = null;
        _pipeline.Blobs.Reading = null;
        (await _pipeline.Index.CountRowsAsync(featurizer.Id, default)).ShouldBeInRange(3, images.Length - 1);
        await _pipeline.RunAsync(featurizer, images, batch: 8, cores: 2);
    }

    private async Task AmongBrokenAsync(Featurizer featurizer, ImageHash[] images)
    {
        var broken = Enumerable.Range(0, 9).Select(i => _pipeline.Blobs.Put([(byte)i]));
        // In each eight, three that are broken.
        ImageHash[] mixed = [.. images.Chunk(5).Zip(broken.Chunk(3), (five, three) => (ImageHash[])[five[0], three[0], five[1], three[1], .. five[2..], three[2]]).SelectMany(eight => eight), .. images[15..]];
        var summary = await _pipeline.RunAsync(featurizer, mixed, batch: 8, cores: 1);
        (summary.Featurized, summary.Failed).ShouldBe((images.Length, 9));
    }

    private async Task SameAsync(Featurizer alone, Featurizer featurizer, ImageHash[] images, Func<Featurizer, Task> run)
    {
        await run(featurizer);
        foreach (var image in images)
        {
            var (expected, vector) = (_pipeline.Vector(alone, image), _pipeline.Vector(featurizer, image));
            expected.Max().ShouldBeGreaterThan(0.1f);
            TensorPrimitives.Subtract(vector, expected, vector);
            Math.Abs(TensorPrimitives.MaxMagnitude(vector)).ShouldBeLessThan(Bound, featurizer.Id);
        }
    }

    private async Task<Featurizer> DefaultAsync()
    {
        var catalogue = new NetworkCatalogue(new DataFolder(_pipeline.Folder), NodeTools.Installed, DefaultNetworkFiles.Folder);
        return await catalogue.EnsureAsync(catalogue.DefaultNetwork, messages: null, TestContext.Current.CancellationToken);
    }
}
