namespace ActiveLabel.Core.Features.Map;

/// <summary>Keeps the newest survey of each project.</summary>
public interface ISurveyStore
{
    /// <summary>In the place of the one before; after it returns it is on disk, and whoever reads meanwhile gets the one or the other whole.</summary>
    /// <exception cref="IOException">The disk is full, or fails; the one before stays.</exception>
    Task SaveAsync(long projectId, ImageSurvey survey, CancellationToken cancel);

    /// <returns>Null where there is none, or none that this version of the program can read.</returns>
    Task<ImageSurvey?> FindAsync(long projectId, CancellationToken cancel);
}
