using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Annotators;

namespace ActiveLabel.Data.Evaluation;

/// <summary>One JSON file a project, replaced whole.</summary>
internal sealed partial class StudyFiles(DataFolder folder) : IStudyStore
{
    public Task KeepAsync(long projectId, KeptStudy study, CancellationToken cancel) =>
        WholeFile.WriteAsync(PathOf(projectId), JsonSerializer.SerializeToUtf8Bytes(study, StudyJson.Default.KeptStudy), cancel);

    public async Task<KeptStudy?> FindAsync(long projectId, CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(PathOf(projectId), cancel), StudyJson.Default.KeptStudy);
        }
        catch (Exception unknown) when (unknown is FileNotFoundException or DirectoryNotFoundException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    private string PathOf(long projectId) => Path.Combine(folder.Studies, $"{projectId}.json");

    /// <summary>A confusion matrix as its rows: [K][K], rows truth, columns predicted.</summary>
    private sealed class ConfusionRows : JsonConverter<ConfusionMatrix>
    {
        public override ConfusionMatrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var rows = JsonSerializer.Deserialize(ref reader, StudyJson.Default.Int32ArrayArray) ?? [];
            var (truth, predicted) = (new List<int>(), new List<int>());
            for (var t = 0; t < rows.Length; t++)
            {
                for (var p = 0; p < rows[t].Length; p++)
                {
                    truth.AddRange(Enumerable.Repeat(t, rows[t][p]));
                    predicted.AddRange(Enumerable.Repeat(p, rows[t][p]));
                }
            }

            return rows.All(row => row.Length == rows.Length)
                ? new ConfusionMatrix(truth, predicted, rows.Length)
                : throw new JsonException("A confusion matrix is not square.");
        }

        public override void Write(Utf8JsonWriter writer, ConfusionMatrix value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, [.. value.ToRows().Select(row => row.ToArray())], StudyJson.Default.Int32ArrayArray);
    }

    [JsonSourceGenerationOptions(
        JsonSerializerDefaults.Web, IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true, Converters = [typeof(ConfusionRows)])]
    [JsonSerializable(typeof(KeptStudy))]
    [JsonSerializable(typeof(int[][]))]
    private sealed partial class StudyJson : JsonSerializerContext;
}
