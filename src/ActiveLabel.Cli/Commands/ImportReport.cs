using System.Text.Json.Serialization;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>What <c>import --json</c> prints.</summary>
/// <param name="Duplicates">Files whose bytes came twice, or were in the project before.</param>
/// <param name="Refused">Files that are no images, with the reasons.</param>
/// <param name="Contradictions">Files of the same bytes and different classes: imported once, without a label.</param>
/// <param name="PassedOver">Number of files that do not call themselves images, or that the table did not name.</param>
/// <param name="Counts">Added images by split and class; <c>class</c> is null for those without a label.</param>
internal sealed record ImportReport(
    string Project, int Added, int LabelsAdded, IReadOnlyList<string> Duplicates, IReadOnlyList<RefusedReport> Refused,
    IReadOnlyList<string> Contradictions, int PassedOver, IReadOnlyList<ImportCountReport> Counts)
{
    public static ImportReport Of(Project project, ImportResult result) => new(
        project.Name, result.Added, result.LabelsAdded, result.Duplicates, [.. result.Refused.Select(r => new RefusedReport(r.File, r.Reason))],
        result.Contradictions, result.PassedOver, [.. result.Counts.Select(c => new ImportCountReport(c.Split, c.Class, c.Count))]);
}

internal sealed record RefusedReport(string File, string Reason);

internal sealed record ImportCountReport(Split Split, string? Class, int Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class ImportJson : JsonSerializerContext;
