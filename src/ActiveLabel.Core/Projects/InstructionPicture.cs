using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Projects;

/// <summary>A picture that a project's instructions may show. Its bytes are kept by their hash, as those of all images are.</summary>
/// <param name="ContentType">Of those that every browser shows; never SVG, which may hold scripts.</param>
public sealed record InstructionPicture(long ProjectId, ImageHash Hash, string ContentType, DateTimeOffset At);

/// <summary>Keeps which pictures belong to which project's instructions.</summary>
public interface IInstructionPictures
{
    /// <summary>Harmless when the project has the picture already.</summary>
    Task AddAsync(InstructionPicture picture, CancellationToken cancel);

    /// <summary>Null where that project has no such picture, whoever else has.</summary>
    Task<InstructionPicture?> FindAsync(long projectId, ImageHash hash, CancellationToken cancel);
}
