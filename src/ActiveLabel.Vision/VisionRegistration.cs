using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Comparison;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Previews;
using ActiveLabel.Vision.Sketches;
using ActiveLabel.Vision.Storage;
using ActiveLabel.Vision.Storage.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveLabel.Vision;

public static class VisionRegistration
{
    /// <summary>Decoding and inspecting images, the networks, featurizing them, and the store of their vectors.</summary>
    public static IServiceCollection AddVision(this IServiceCollection services, DataFolder data)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new ImageDecoder());
        services.AddSingleton<IImageInspector, ImageInspector>();
        services.AddSingleton<IImagePreview, ImagePreview>();
        services.AddSingleton<IImageSketch, ImageSketch>();
        services.AddSingleton(_ => new NetworkCatalogue(data));
        services.AddSingleton<IFeaturizerCatalogue>(provider => provider.GetRequiredService<NetworkCatalogue>());
        services.AddSingleton<HalfNetworks>();
        services.AddSingleton(provider => new Int8Networks(
            provider.GetRequiredService<NetworkCatalogue>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<ImageDecoder>()));
        services.AddSingleton<IVectorStore>(_ => new MappedVectorStore(data));
        services.AddSingleton(provider => new StoreVerification(data, provider.GetRequiredService<IVectorIndex>()));
        services.AddSingleton(provider => new StoreCompaction(data, provider.GetRequiredService<IVectorIndex>()));
        services.AddSingleton<IFeaturizing, Featurizing>();
        services.AddSingleton(provider => new PassingImages(provider.GetRequiredService<ImageDecoder>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LayerComparison(
            provider.GetRequiredService<NetworkCatalogue>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<PassingImages>()));
        return services;
    }
}
