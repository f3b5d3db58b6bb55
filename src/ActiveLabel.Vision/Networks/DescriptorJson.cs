using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks;

/// <summary>The descriptor's form on disk.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(PerChannelJsonConverter)])]
[JsonSerializable(typeof(NetworkDescriptor))]
internal sealed partial class DescriptorJson : JsonSerializerContext;

/// <summary>One value a channel, as an array of three.</summary>
public sealed class PerChannelJsonConverter : JsonConverter<PerChannel>
{
    /// <inheritdoc/>
    public override PerChannel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Expected three numbers in brackets.");
        var values = (Next(ref reader), Next(ref reader), Next(ref reader));
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw new JsonException("Expected three numbers in brackets, found more.");
        return new PerChannel(values.Item1, values.Item2, values.Item3);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PerChannel value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.First);
        writer.WriteNumberValue(value.Second);
        writer.WriteNumberValue(value.Third);
        writer.WriteEndArray();
    }

    private static float Next(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var value)
            ? value
            : throw new JsonException("Expected three numbers in brackets.");
}
