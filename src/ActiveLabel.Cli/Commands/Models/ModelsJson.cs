using System.Text.Json.Serialization;
using ActiveLabel.Cli.Commands.Models.Comparing;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

/// <summary>What <c>models list --json</c> prints.</summary>
/// <param name="Default">Id of the network that a project gets unless it asks for another.</param>
/// <param name="Networks">The known ones first; also those that are not installed, or broken (<c>problem</c>).</param>
internal sealed record ModelsReport(string Default, IReadOnlyList<NetworkListing> Networks);

/// <summary>What <c>models add --json</c> and <c>models install --json</c> print.</summary>
/// <param name="Id">The network's id in the catalogue.</param>
/// <param name="Featurizer">Changes with the network's bytes, the layers and the preprocessing; names the stored vectors.</param>
/// <param name="File">Path of the ONNX file: input <c>image</c> [N, 3, height, width], output <c>features</c> [N, vectorLength].</param>
/// <param name="Preprocessing">value = (grey level 0..255 * scale - mean) / deviation, mean and deviation by channel.</param>
internal sealed record ReadyNetworkReport(
    string Id, string Featurizer, string File, IReadOnlyList<string> Layers, int VectorLength, Preprocessing Preprocessing)
{
    public static ReadyNetworkReport Of(Featurizer featurizer) => new(
        featurizer.Network, featurizer.Id, featurizer.NetworkFile, featurizer.Layers, featurizer.VectorLength, featurizer.Preprocessing);
}

/// <summary>What <c>models remove --json</c> prints.</summary>
/// <param name="FreedBytes">Of the network's files, that of the whole one included where no other network needs it.</param>
internal sealed record RemovedNetworkReport(string Id, long FreedBytes);

/// <summary><c>models inspect --json</c> prints a <see cref="NetworkInspection"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    Converters = [typeof(PerChannelJsonConverter)])]
[JsonSerializable(typeof(ModelsReport))]
[JsonSerializable(typeof(ReadyNetworkReport))]
[JsonSerializable(typeof(RemovedNetworkReport))]
[JsonSerializable(typeof(CompareReport))]
[JsonSerializable(typeof(NetworkInspection))]
[JsonSerializable(typeof(QuantizedReport))]
internal sealed partial class ModelsJson : JsonSerializerContext;
