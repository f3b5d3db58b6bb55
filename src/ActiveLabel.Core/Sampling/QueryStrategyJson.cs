using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveLabel.Core.Sampling;

/// <summary>A strategy in JSON is its text.</summary>
public sealed class QueryStrategyJson : JsonConverter<QueryStrategy>
{
    public override QueryStrategy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        QueryStrategy.Parse(reader.GetString() ?? throw new JsonException("A strategy is a text."));

    public override void Write(Utf8JsonWriter writer, QueryStrategy value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
