namespace ActiveLabel.Core.Projects;

/// <summary>What a labeler sees of a class: its name and the key that gives it.</summary>
/// <param name="Key">As typed; empty for none.</param>
public sealed record ClassFace(long ClassId, string Name, string Key);
