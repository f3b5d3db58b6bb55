using System.Text.Json.Serialization;

namespace ActiveLabel.Web.Intake;

/// <summary>How the images that are brought in say which class they belong to.</summary>
public enum KnownLabels
{
    None,

    /// <summary>The folder that an image lies in.</summary>
    Subfolder,

    /// <summary>The file name up to the separator.</summary>
    Prefix,

    /// <summary>A table with one line an image.</summary>
    Csv,
}

/// <summary>Images that somebody brings into a project, kept until they are imported, so that a restart goes on with them.</summary>
/// <param name="Folder">A folder of this machine, or null for an upload.</param>
/// <param name="Separator">Ends the prefix, where the labels are prefixes.</param>
/// <param name="TestShare">Share of the images that will judge the models, 0 to below 1.</param>
/// <param name="KeepPoolLabels">Whether known labels of pool images are taken over; without, people label the pool themselves.</param>
/// <param name="FileCount">Files that an upload announces.</param>
/// <param name="ByteCount">Their size together.</param>
internal sealed record ImportRequest(
    Guid Id, long ProjectId, string? Folder, KnownLabels Labels, string Separator, double TestShare, bool KeepPoolLabels,
    int FileCount, long ByteCount, DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class ImportJson : JsonSerializerContext;
