using System.Globalization;
using ActiveLabel.Core;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Practice.Results;

/// <summary>A part of pages for admins.</summary>
public sealed partial class PracticeResults
{
    private IReadOnlyList<PersonResult>? _results;
    private long? _opened;
    private string? _refusal;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    [Inject]
    internal PracticeReport Report { get; set; } = null!;

    [Inject]
    internal PracticeGate Gate { get; set; } = null!;

    protected override async Task OnInitializedAsync() => _results = await Report.ListAsync(Context.Project, CancellationToken.None);

    private static string Standing(PersonResult result) => result switch
    {
        { Progress.PassedAt: { } at } => $"passed {Day(at)}",
        { WaivedAt: { } at } => $"let in {Day(at)}",
        { Progress: { Passed: true } } => "not asked for",
        { Progress: { Answered: 0 } } => "not begun",
        { Progress: var progress } => $"{Math.Min(progress.Right, progress.Asked.Goal)} of {progress.Asked.Goal} right",
    };

    private static string Right(CheckResult result) => result.Share is { } share ? $"{Wording.Percent(share)} of {result.Asked}" : "–";

    private static string Day(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private async Task ActAsync(Func<Task> act)
    {
        _refusal = null;
        try
        {
            await act();
        }
        catch (WrongUseException refused)
        {
            _refusal = refused.Message;
        }

        _results = await Report.ListAsync(Context.Project, CancellationToken.None);
    }
}
