using ActiveLabel.Core.Images.Import;
using ActiveLabel.Web.Intake.Choice;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ActiveLabel.Web.Intake;

/// <summary>From files to vectors, in the background.</summary>
internal static class IntakeRegistration
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ImageImporter>();
        services.AddSingleton<ProgressBoard>();
        services.AddSingleton<ImportShelf>().AddSingleton<ImportSources>().AddSingleton<ImportQueue>().AddSingleton<UploadDesk>();
        services.AddSingleton<FeaturizeQueue>();
        services.AddSingleton<IValidateOptions<FeaturizationSettings>, FeaturizationSettingsValidator>();
        services.AddOptions<FeaturizationSettings>().BindConfiguration(FeaturizationSettings.Section).ValidateOnStart();
        services.AddScoped<IntakeStart>();
        services.AddHostedService<ImportWorker>();
        services.AddHostedService<FeaturizeWorker>();
        return services;
    }
}
