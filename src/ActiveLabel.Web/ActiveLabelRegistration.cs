using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Evaluation.LabelErrors.Trial;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data;
using ActiveLabel.Learning;
using ActiveLabel.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Web;

/// <summary>The product without its pages: what the server and the command line share.</summary>
public static class ActiveLabelRegistration
{
    public static IServiceCollection AddActiveLabel(this IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton(folder).AddSingleton(TimeProvider.System);
        services.AddVision(folder).AddLearning().AddData(folder);
        services.AddSingleton<RoundFeed>().AddSingleton<SnapshotReader>().AddSingleton<Teacher>().AddSingleton<ModelJudge>().AddSingleton<PastTraining>().AddSingleton<TrainingLabels>().AddSingleton<ModelReviewer>().AddSingleton<RoundEngine>().AddSingleton<TrainerComparison>().AddSingleton<ProjectAnnotators>().AddSingleton<RoundRebuilder>();
        services.AddSingleton<ConsensusKeeper>();
        services.AddSingleton<LabelErrorFinder>().AddSingleton<LabelErrorTrial>().AddSingleton<VersionComparison>();
        return services;
    }
}
