using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Core.Models;

/// <summary>
/// Which model versions knew the same classes, meaning the same: only their figures compare. A new class, a merger, a split
/// or a deletion begins an era; undoing one brings the era before it back.
/// </summary>
public static class ClassEras
{
    /// <summary>The versions of the same era as the newest, in their order.</summary>
    /// <param name="history">Of the classes of the versions' project.</param>
    public static IReadOnlyList<ModelSummary> Newest(IReadOnlyList<ModelSummary> versions, ClassHistory history) =>
        versions.MaxBy(v => v.Number) is { } newest ? [.. versions.Where(v => IsSame(v, newest, history))] : [];

    public static bool IsSame(ModelSummary one, ModelSummary other, ClassHistory history) =>
        one.ClassIds.SequenceEqual(other.ClassIds)
        && (one.ClassMark == other.ClassMark || history.AsOf(one.ClassMark).Stamp.SequenceEqual(history.AsOf(other.ClassMark).Stamp));
}
