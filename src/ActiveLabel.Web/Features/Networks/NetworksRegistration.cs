using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Web.Features.Networks;

internal static class NetworksRegistration
{
    public static IServiceCollection AddNetworks(this IServiceCollection services) => services.AddSingleton<NetworkInstalls>();
}
