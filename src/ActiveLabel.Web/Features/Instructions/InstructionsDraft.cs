using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>Instructions and definitions while somebody writes them.</summary>
public sealed class InstructionsDraft
{
    private InstructionsDraft() { }

    public string Text { get; set; } = "";

    /// <summary>By class id.</summary>
    public Dictionary<long, string> Definitions { get; } = [];

    public static InstructionsDraft Of(Project project)
    {
        var draft = new InstructionsDraft { Text = project.Instructions };
        foreach (var choice in project.Classes)
        {
            draft.Definitions[choice.Id] = choice.Definition;
        }

        return draft;
    }

    /// <summary>Writes it into the project as it is now; classes that came meanwhile keep what they have.</summary>
    public void Apply(Project project)
    {
        project.Instruct(Text);
        foreach (var choice in project.Classes)
        {
            if (Definitions.TryGetValue(choice.Id, out var definition))
                choice.Define(definition);
        }
    }
}
