using ActiveLabel.Core.Models;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Learning;

/// <summary>What this project offers to the others.</summary>
public static class LearningRegistration
{
    public static IServiceCollection AddLearning(this IServiceCollection services) => services.AddSingleton<ITrainer, TrainerChoice>();
}
