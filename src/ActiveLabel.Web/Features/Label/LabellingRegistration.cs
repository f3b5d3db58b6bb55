using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Grid;
using ActiveLabel.Web.Features.Practice;
using ActiveLabel.Web.Features.Practice.Gold;
using ActiveLabel.Web.Features.Practice.Results;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Label;

/// <summary>Labelling, sorting and practising: what the three pages and their scripts need.</summary>
internal static class LabellingRegistration
{
    public static IServiceCollection AddLabelling(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddAccess();
        services.AddSingleton<GuessBook>();
        services.AddSingleton<LabelDesk>();
        services.TryAddSingleton<SnapshotReader>();
        services.AddSingleton<GridBook>().AddSingleton<GridPicker>().AddSingleton<GridDesk>();
        services.AddSingleton<PracticeShelf>();
        services.AddSingleton<PracticeDesk>();
        services.AddSingleton<PracticeReport>();
        // Without what reviews models, people practise by what they confuse themselves.
        services.AddSingleton(provider => new ModelConfusion(
            provider.GetRequiredService<IModelStore>(), provider.GetService<ModelReviewer>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ModelConfusion>>()));
        services.AddSingleton<PracticeGate>();
        services.AddSingleton<GoldDesk>();
        services.AddSingleton<HiddenGold>();
        return services;
    }

    public static void MapLabelling(this IEndpointRouteBuilder routes)
    {
        routes.MapLabelEndpoints();
        routes.MapGridEndpoints();
        routes.MapPracticeEndpoints();
    }
}
