namespace ActiveLabel.Core.Projects.ClassChanges;

/// <summary>Changes a project's classes, and keeps the record of it. Each change is one transaction with all that follows from it.</summary>
public interface IClassChanges
{
    /// <summary>Everything that became of the project's classes.</summary>
    Task<ClassHistory> ListAsync(long projectId, CancellationToken cancel);

    /// <summary>What the wish would do, in numbers. Nothing is changed.</summary>
    /// <exception cref="WrongUseException">It makes no sense, as <see cref="PlannedChange.Make"/> tells.</exception>
    Task<ClassForecast> ForecastAsync(long projectId, ClassWish wish, CancellationToken cancel);

    /// <summary>
    /// Does it. Labels stay as they are; what they count as changes for all of them at once: answers, places in the queue,
    /// and counts are brought in line in the same transaction.
    /// </summary>
    /// <param name="stamp">The <see cref="ClassStamp"/> of the classes that whoever wishes it has seen; null where nobody looked.</param>
    /// <exception cref="WrongUseException">It makes no sense, or the classes are others by now than those that were seen. Nothing was changed.</exception>
    Task<ClassChange> MakeAsync(long projectId, ClassWish wish, ClassAuthor by, string? stamp, CancellationToken cancel);

    /// <summary>Gives classes other names and keys all at once, and adds one where it is named. Other names are recorded as renamings.</summary>
    /// <param name="added">Name of a new class, or null.</param>
    /// <exception cref="WrongUseException">As <see cref="Project.FaceClasses"/> and <see cref="Project.AddClass"/>, or the classes are others by now than those that were seen.</exception>
    Task<Project> FaceAsync(long projectId, IReadOnlyList<ClassFace> faces, string? added, ClassAuthor by, string? stamp, CancellationToken cancel);

    /// <summary>Images that wait to be looked at again since their class was split.</summary>
    Task<int> CountAgainAsync(long projectId, CancellationToken cancel);
}

/// <summary>What a change of classes does.</summary>
/// <param name="Change">As it would stand in the record.</param>
/// <param name="Labels">Labels that stand and come to count as something else.</param>
/// <param name="Images">Images that these are about.</param>
/// <param name="TestImages">Of these, the test images: nobody is asked about them in the queue.</param>
/// <param name="GoldImages">Images that are marked as gold by a class that comes to mean something else.</param>
/// <param name="ClassesAfter">Classes that the next round trains with.</param>
/// <param name="FreedKey">The key that gives nothing any more; empty where none is freed.</param>
public sealed record ClassForecast(ClassChange Change, int Labels, int Images, int TestImages, int GoldImages, int ClassesAfter, string FreedKey);
