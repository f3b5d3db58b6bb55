using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Core.Images.Import;

/// <summary>The classes that labels may name, and what became of those that they may name no more.</summary>
internal sealed class ImportClasses(Project project, ClassHistory history)
{
    public ProjectClass? Find(string name) => project.FindClass(name);

    /// <summary>Why there is none of that name.</summary>
    public string Missing(string name) =>
        history.WhatBecameOf(name) is { } became ? $"'{name}' is no class any more: {became}" : $"'{name}' is no class of the project";
}
