using ActiveLabel.Web.Features.Similar;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Web.Features.Map;

/// <summary>Images side by side: what is like one, near-duplicates, what is far from everything, and the map of all.</summary>
internal static class MapRegistration
{
    public static IServiceCollection AddMap(this IServiceCollection services)
    {
        services.AddSingleton<SimilarDesk>().AddSingleton<SelectionLabels>();
        services.AddSingleton<SurveyQueue>().AddSingleton<SurveyBook>().AddSingleton<MapDesk>().AddSingleton<DuplicateDesk>();
        services.AddSingleton<SurveyWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<SurveyWorker>());
        return services;
    }
}
