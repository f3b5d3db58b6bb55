using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.People;

/// <summary>An image of which an admin has said that its class is certain: to practise on and to check by.</summary>
/// <param name="PersonId">Who said so.</param>
public sealed record GoldImage(long ProjectId, long ImageId, long ClassId, long PersonId, DateTimeOffset At);

/// <param name="Image">With its label as it stands now, which may have become another since.</param>
public sealed record GoldMark(GoldImage Gold, AnsweredImage Image);

/// <summary>Keeps which images are gold.</summary>
public interface IGoldStore
{
    /// <summary>Marks the image; if it is marked already, its class is this one from now on.</summary>
    /// <exception cref="WrongUseException">The image or the class is not of that project.</exception>
    Task MarkAsync(GoldImage gold, CancellationToken cancel);

    /// <summary>The image is gold no longer. What was answered about it stays.</summary>
    Task RemoveAsync(long projectId, long imageId, CancellationToken cancel);

    /// <summary>In the order in which they were marked.</summary>
    Task<IReadOnlyList<GoldMark>> ListAsync(long projectId, CancellationToken cancel);
}
