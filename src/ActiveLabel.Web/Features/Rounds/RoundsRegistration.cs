using ActiveLabel.Core;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Features.Rounds.Lineage;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Web.Features.Rounds;

internal static class RoundsRegistration
{
    /// <summary>The worker that runs rounds in the background, and the seam by which others ask for one.</summary>
    public static IServiceCollection AddRounds(this IServiceCollection services)
    {
        services.AddSingleton<BackgroundThreads>();
        services.AddSingleton<ComparisonDesk>().AddSingleton<RebuildDesk>();
        services.AddSingleton<RoundWorker>();
        services.AddSingleton<IRoundTrigger>(provider => provider.GetRequiredService<RoundWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<RoundWorker>());
        return services;
    }
}
