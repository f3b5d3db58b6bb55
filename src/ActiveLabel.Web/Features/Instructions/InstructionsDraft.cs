using ActiveLabel.Core;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>Instructions, definitions and examples while somebody writes them.</summary>
public sealed class InstructionsDraft
{
    private readonly string _readText;
    private readonly Dictionary<long, ProjectClass> _readClasses;

    private InstructionsDraft(Project read)
    {
        _readText = read.Instructions;
        _readClasses = read.Classes.ToDictionary(c => c.Id);
        Text = read.Instructions;
        Definitions = read.Classes.ToDictionary(c => c.Id, c => c.Definition);
        Examples = read.Classes.ToDictionary(c => c.Id, c => c.ExampleIds);
    }

    public string Text { get; set; }

    /// <summary>By class id.</summary>
    public Dictionary<long, string> Definitions { get; }

    /// <summary>Ids of images, by class id.</summary>
    public Dictionary<long, IReadOnlyList<long>> Examples { get; }

    /// <summary>What is too much of it; null where nothing is.</summary>
    public string? Fault => Text.Length > Project.LongestInstructions
        ? $"The instructions have {Text.Length:N0} characters, of at most {Project.LongestInstructions:N0}: nobody reads so many. Shorten them."
        : null;

    public static InstructionsDraft Of(Project project) => new(project);

    /// <summary>Writes it into the project as it is now; classes that came meanwhile keep what they have.</summary>
    /// <exception cref="WrongUseException">It is too long, or the project no longer says what was read: somebody else came first.</exception>
    public void Apply(Project project)
    {
        if (Fault is { } fault)
            throw new WrongUseException(fault);
        if (project.Instructions != _readText || project.Classes.Any(HasChanged))
            throw new WrongUseException("Somebody else saved these instructions while you were writing, and theirs stand. Copy what you wrote, take theirs over, and put yours in where it belongs.");

        project.Instruct(Text);
        foreach (var choice in project.Classes)
        {
            if (Definitions.TryGetValue(choice.Id, out var definition))
                choice.Define(definition);
            if (Examples.TryGetValue(choice.Id, out var examples))
                choice.ShowBy(examples);
        }
    }

    private bool HasChanged(ProjectClass now) =>
        _readClasses.TryGetValue(now.Id, out var read) && (now.Definition != read.Definition || !now.ExampleIds.SequenceEqual(read.ExampleIds));
}
