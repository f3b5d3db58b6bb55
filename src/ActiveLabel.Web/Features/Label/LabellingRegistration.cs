using ActiveLabel.Web.Features.Practice;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveLabel.Web.Features.Label;

/// <summary>Labelling and practising: what the two pages and their scripts need.</summary>
internal static class LabellingRegistration
{
    public static IServiceCollection AddLabelling(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GuessBook>();
        services.AddSingleton<LabelDesk>();
        services.AddSingleton<PracticeShelf>();
        services.AddSingleton<PracticeDesk>();
        return services;
    }

    public static void MapLabelling(this IEndpointRouteBuilder routes)
    {
        routes.MapLabelEndpoints();
        routes.MapPracticeEndpoints();
    }
}
