using System.Text.Json.Serialization;
using ActiveLabel.Vision.Storage.Upkeep;

namespace ActiveLabel.Cli.Commands.Store;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(VerifyReport))]
[JsonSerializable(typeof(CompactReport))]
internal sealed partial class StoreJson : JsonSerializerContext;
