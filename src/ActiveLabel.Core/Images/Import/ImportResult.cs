namespace ActiveLabel.Core.Images.Import;

/// <param name="ImagesPerSecond">Since the start; 0 in the first second.</param>
/// <param name="TimeLeft">Null until it is known.</param>
public sealed record ImportProgress(int Done, int Refused, int Total, double ImagesPerSecond, TimeSpan? TimeLeft);

/// <summary>What an import did.</summary>
/// <param name="Added">Images new in the project.</param>
/// <param name="Duplicates">Files whose bytes came twice, or were in the project before.</param>
/// <param name="Refused">Files that are no images, with the reasons.</param>
/// <param name="Contradictions">Files of the same bytes and different classes: imported once, without a label.</param>
/// <param name="PassedOver">Files that do not call themselves images, or that the table did not name.</param>
/// <param name="Counts">Added images by split and class.</param>
public sealed record ImportResult(
    int Added,
    IReadOnlyList<string> Duplicates,
    IReadOnlyList<RefusedFile> Refused,
    IReadOnlyList<string> Contradictions,
    int LabelsAdded,
    int PassedOver,
    IReadOnlyList<ImportCount> Counts);

public sealed record RefusedFile(string File, string Reason);

/// <param name="Class">Name of the class, or null for images that came without a label.</param>
public sealed record ImportCount(Split Split, string? Class, int Count);
