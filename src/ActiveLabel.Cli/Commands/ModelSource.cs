using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Cli.Commands;

/// <summary>Where a model's figures come from, beside them in JSON.</summary>
/// <param name="ModelVersion">Its number in the project.</param>
/// <param name="TrainingSetHash">SHA-256 over image hashes and classes.</param>
/// <param name="WeightsHash">SHA-256 over all its numbers.</param>
/// <param name="ProgramVersion">That trained it.</param>
/// <param name="Featurizer">Network, layer and preprocessing behind its vectors.</param>
internal sealed record ModelSource(int ModelVersion, string TrainingSetHash, string WeightsHash, string ProgramVersion, string Featurizer)
{
    public static ModelSource Of(ModelVersion version) =>
        new(version.Number, version.TrainingSetHash, Fingerprints.Of(version.Model), version.ProgramVersion, version.FeaturizerId);
}
