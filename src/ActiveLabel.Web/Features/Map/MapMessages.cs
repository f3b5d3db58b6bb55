using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveLabel.Web.Http;

namespace ActiveLabel.Web.Features.Map;

/// <summary>By what the points of a map are told apart.</summary>
[JsonConverter(typeof(CamelCaseEnum<MapColouring>))]
internal enum MapColouring
{
    /// <summary>The current answer.</summary>
    Label,

    /// <summary>What the newest model takes it for.</summary>
    Prediction,

    /// <summary>Whether label and prediction are the same.</summary>
    Error,

    /// <summary>Whose answer it is.</summary>
    Person,

    Split,
}

/// <param name="By">What the groups are.</param>
/// <param name="Of">The mark of the points that these colours are of, as it stands among them.</param>
/// <param name="Codes">For each point of the map, in their order, the number of its group in two bytes, the lower first.</param>
/// <param name="Note">What has to be known to read them right; or null.</param>
internal sealed record MapColours(MapColouring By, int Of, IReadOnlyList<MapGroup> Groups, byte[] Codes, string? Note);

/// <param name="Colour">Number of the colour, that of the class where it is one; null for what is to stay in the background.</param>
internal sealed record MapGroup(string Name, int Count, int? Colour);

/// <param name="ImageIds">1 to 60.</param>
internal sealed record MapImagesRequest(IReadOnlyList<long> ImageIds);

internal sealed record MapImagesAnswer(IReadOnlyList<MapImage> Images);

/// <param name="Url">Where a small picture of it is.</param>
/// <param name="Label">Its class, or null; a poor example is told so.</param>
internal sealed record MapImage(long Id, string FileName, string Url, string? Label, string Split);

/// <param name="ImageIds">1 to 250.</param>
/// <param name="ClassId">Null for a poor example.</param>
internal sealed record MapLabelsRequest(IReadOnlyList<long> ImageIds, long? ClassId = null);

internal sealed record MapLabelsAnswer(IReadOnlyList<MapLabel> Labels);

/// <param name="Id">By which it can be taken back.</param>
internal sealed record MapLabel(Guid Id, long ImageId);

/// <param name="Labels">1 to 250 that were given here.</param>
internal sealed record MapUndoRequest(IReadOnlyList<MapLabel> Labels);

internal sealed record MapUndoAnswer(int TakenBack);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MapColours))]
[JsonSerializable(typeof(MapImagesRequest))]
[JsonSerializable(typeof(MapImagesAnswer))]
[JsonSerializable(typeof(MapLabelsRequest))]
[JsonSerializable(typeof(MapLabelsAnswer))]
[JsonSerializable(typeof(MapUndoRequest))]
[JsonSerializable(typeof(MapUndoAnswer))]
internal sealed partial class MapJson : JsonSerializerContext;
