using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Web.Features.Projects.Demo;

/// <summary>The demo project for whoever starts the program for the first time.</summary>
public static class DemoRegistration
{
    /// <param name="folder">Where the drawn images lie.</param>
    internal static IServiceCollection AddDemo(this IServiceCollection services, string folder) =>
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DemoProject>(provider, folder));

    /// <summary>Makes the demo project if there is none; its images are featurized once the server runs.</summary>
    /// <exception cref="Core.WrongUseException">The drawn images are missing.</exception>
    public static Task<Project> EnsureDemoProjectAsync(this IServiceProvider services, IProgress<ImportProgress>? progress, CancellationToken cancel) =>
        services.GetRequiredService<DemoProject>().EnsureAsync(progress, cancel);
}
