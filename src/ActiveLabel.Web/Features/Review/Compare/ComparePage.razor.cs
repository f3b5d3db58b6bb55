using System.Globalization;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Models;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Review.Compare;

/// <summary>Two versions of the model, judged by the same images.</summary>
public sealed partial class ComparePage : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<ModelSummary> _versions = [];
    private ComparedVersions? _compared;
    private string? _reason;
    private int _first;
    private int _second;
    private bool _loaded;
    private (string? A, string? B)? _asked;

    /// <summary>Number of the first version; the one before the last unless given.</summary>
    [SupplyParameterFromQuery(Name = "a")]
    private string? A { get; set; }

    /// <summary>Number of the second; the newest unless given.</summary>
    [SupplyParameterFromQuery(Name = "b")]
    private string? B { get; set; }

    [Inject] private IModelStore Models { get; set; } = null!;

    [Inject] private VersionComparison Comparison { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        // Also when the page is only drawn anew, as in another theme.
        if (_asked == (A, B))
            return;

        var asked = (A, B);
        (_asked, _loaded) = (asked, false);
        _versions = await Models.ListAsync(ProjectId, _left.Token);
        if (_versions.Count >= 2)
        {
            _second = Number(B) ?? _versions[^1].Number;
            _first = Number(A) ?? (_versions.LastOrDefault(v => v.Number < _second) ?? _versions[0]).Number;
            await CompareAsync(asked);
        }

        // Whoever has chosen others meanwhile waits for those.
        _loaded |= _asked == asked;
    }

    /// <summary>Null also of what is no number: the version is then the one that is compared unless another is asked for.</summary>
    private static int? Number(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task CompareAsync((string? A, string? B) asked)
    {
        ComparisonOutcome outcome;
        try
        {
            outcome = await Comparison.CompareAsync(ProjectId, _first, _second, _left.Token);
        }
        catch (WrongUseException refused)
        {
            outcome = new ComparisonOutcome(null, refused.Message);
        }

        if (_asked == asked)
            (_compared, _reason) = outcome;
    }

    private void Go(int first, int second) => Navigation.NavigateTo(Context.Address($"review/compare?a={first}&b={second}"));
}
