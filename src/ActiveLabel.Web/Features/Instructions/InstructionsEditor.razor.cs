using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ActiveLabel.Web.Features.Instructions;

/// <summary>Writing the instructions, with what they will look like beside them. Its script brings pictures in.</summary>
public sealed partial class InstructionsEditor : IAsyncDisposable
{
    private ElementReference _root;
    private MountedScript? _pictures;

    /// <summary>What the field began with. It is not rendered anew: whoever types fast would lose letters to an answer that is late.</summary>
    private string _first = "";

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Parameter, EditorRequired]
    public InstructionsDraft Draft { get; set; } = null!;

    [Parameter, EditorRequired]
    public Project Project { get; set; } = null!;

    protected override void OnInitialized() => _first = Draft.Text;

    protected override Task OnAfterRenderAsync(bool firstRender) =>
        firstRender ? (_pictures = new MountedScript(Script, "instructions-editor")).MountAsync(_root) : Task.CompletedTask;

    public ValueTask DisposeAsync() => _pictures?.DisposeAsync() ?? default;

    private void Type(ChangeEventArgs change) => Draft.Text = change.Value as string ?? "";
}
