using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Lineage;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Database;

/// <summary>Values that are read and written whole, kept as JSON text.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ProjectPolicy))]
[JsonSerializable(typeof(TrainingOptions))]
[JsonSerializable(typeof(TrainingOutcome))]
[JsonSerializable(typeof(EvaluationSummary))]
[JsonSerializable(typeof(IReadOnlyList<long>))]
[JsonSerializable(typeof(RoundTimes))]
[JsonSerializable(typeof(ModelOrigin))]
[JsonSerializable(typeof(MakingStep))]
[JsonSerializable(typeof(KeptConsensus))]
[JsonSerializable(typeof(IReadOnlyList<ClassPart>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Stores an immutable value as JSON: it has changed when it is another object.</summary>
    public static void Keep<T>(PropertyBuilder<T> property, JsonTypeInfo<T> type) where T : class? =>
        property.HasConversion(
            value => JsonSerializer.Serialize(value, type),
            stored => JsonSerializer.Deserialize(stored, type)!,
            new ValueComparer<T>((one, other) => ReferenceEquals(one, other), value => value!.GetHashCode(), value => value));
}
