using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Intake;
using ActiveLabel.Web.Intake.Choice;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Projects.New;

/// <summary>From nothing to a project whose images are on their way.</summary>
public sealed partial class NewProjectPage
{
    private readonly IntakeDraft _draft = new();
    private IReadOnlyList<string> _classes = [];
    private string _name = "";
    private string? _nameProblem;
    private string? _refusal;
    private bool _busy;

    [Inject]
    private IProjectStore Projects { get; set; } = null!;

    [Inject]
    private IFeaturizerCatalogue Networks { get; set; } = null!;

    [Inject]
    private IntakeStart Start { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<FileGroup> Suggested => _draft.Strangers(_classes);

    private void ForgetRefusal() => (_nameProblem, _refusal) = (null, null);

    private void ChangeClasses(IReadOnlyList<string> classes) => (_classes, _refusal) = (classes, null);

    private void TakeSuggested() => ChangeClasses([.. _classes, .. Suggested.Select(g => g.Name).Order(StringComparer.OrdinalIgnoreCase)]);

    private static string Listing(IReadOnlyList<FileGroup> groups) =>
        string.Join(", ", groups.Take(8).Select(g => g.Name)) + (groups.Count > 8 ? $" and {groups.Count - 8} more" : "");

    private async Task CreateAsync()
    {
        ForgetRefusal();
        if (_name.Trim().Length == 0)
        {
            _nameProblem = "Give the project a name.";
            return;
        }

        _busy = true;
        try
        {
            if (!_draft.IsEmpty)
                _draft.Check(_classes);

            var project = await Projects.AddAsync(Project.Create(_name, _classes, Networks.DefaultNetwork, Time.GetUtcNow()), CancellationToken.None);
            if (!_draft.IsEmpty)
                await Start.BeginAsync(project.Id, _draft);

            Navigation.NavigateTo($"/projects/{project.Id}");
        }
        catch (WrongUseException refused)
        {
            _refusal = refused.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
