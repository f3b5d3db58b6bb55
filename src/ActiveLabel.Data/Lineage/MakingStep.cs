using System.Text.Json;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Database;

namespace ActiveLabel.Data.Lineage;

/// <summary>One step of a graph's making as it is kept: of a graph that was made anew, or of one that was added to.</summary>
internal sealed record MakingStep(string FeaturizerId, int Seed, string? Pool, string? First, string? Before, IReadOnlyList<long> Added)
{
    public static byte[] Write(GraphMaking making) => JsonSerializer.SerializeToUtf8Bytes(
        new MakingStep(making.FeaturizerId, making.Seed, making.Pool?.Hash, making.First?.Hash, making.Before?.Key, making.Added),
        StoredJson.Default.MakingStep);

    /// <exception cref="InvalidDataException">These are no such bytes.</exception>
    public static MakingStep Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, StoredJson.Default.MakingStep) ?? throw new JsonException();
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("How a graph was made is stored damaged.", broken);
        }
    }
}
