using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Agreement;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Web.Features.Practice.Results;
using ActiveLabel.Web.Shell;
using ActiveLabel.Web.Shell.Charts;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.People.Work;

/// <summary>How one person labels: against the others, against gold images, over time. For admins.</summary>
public sealed partial class PersonPage : IDisposable
{
    private const int MostImages = 60;

    private readonly CancellationTokenSource _closed = new();
    private PeopleWork _all = null!;
    private PersonWork? _work;
    private string _name = "";
    private bool _missing;
    private PersonSkill? _skill;
    private CheckResult _hidden = CheckResult.Of([]);
    private CheckResult _practice = CheckResult.Of([]);
    private IReadOnlyList<(string Name, long Id, PairAgreement Pair)> _pairs = [];
    private ConfusionCell? _opened;
    private IReadOnlyList<ProjectImage>? _images;
    private int _cellCount;
    private (long Project, long Person) _shown;

    [Parameter]
    public long PersonId { get; set; }

    [Inject]
    internal WorkBook Book { get; set; } = null!;

    [Inject]
    private IPersonStore People { get; set; } = null!;

    [Inject]
    private IPracticeLog Practice { get; set; } = null!;

    [Inject]
    private IOpinionStore Opinions { get; set; } = null!;

    [Inject]
    private IImageStore Images { get; set; } = null!;

    private IReadOnlyList<string> Categories => [.. Context.Classes.Select(c => c.Name), PeopleWords.PoorExample];

    private string Span => _work is { First: { } first, Last: { } last }
        ? PeopleWords.Day(first) == PeopleWords.Day(last) ? $"Labelled on {PeopleWords.Day(first)}." : $"Labelled from {PeopleWords.Day(first)} to {PeopleWords.Day(last)}."
        : "No answer of theirs stands.";

    private string OthersNote => _work!.Others is { Judged: > 0 } others
        ? $"{PeopleWords.PercentWithin(others.Interval)}, on {Wording.Count(others.Judged, "image")}"
        : "nobody can judge it";

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (ProjectId, PersonId))
            return;

        _shown = (ProjectId, PersonId);
        (_work, _missing, _opened, _images) = (null, false, null, null);
        try
        {
            await LoadAsync(_closed.Token);
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        _all = (await Book.ReadAsync(Context.Project, cancel)).Work;
        var everybody = await People.ListAsync(cancel);
        var answers = await Practice.ListAsync(ProjectId, PersonId, cancel);
        _hidden = CheckResult.Of([.. answers.Where(a => a.Source == GoldSource.Hidden)]);
        _practice = CheckResult.Of([.. answers.Where(a => a.Source == GoldSource.Practice)]);
        _name = PeopleWords.NameOf(everybody, PersonId);
        _pairs = [.. _all.PairsOf(PersonId).Select(p => (PeopleWords.NameOf(everybody, p.PersonId), p.PersonId, p.Pair))];
        _work = _all.Find(PersonId) ?? (answers.Count == 0 ? null : PersonWork.None(PersonId, Context.Classes.Count + 1));
        _skill = (await Opinions.FindAsync(ProjectId, cancel))?.People.FirstOrDefault(p => p.PersonId == PersonId);
        _missing = _work is null;
    }

    private async Task OpenAsync(ConfusionCell cell)
    {
        var ids = _all.ImagesWhere(PersonId, most: cell.Truth, said: cell.Predicted);
        var shown = ids.Take(MostImages).ToList();
        var found = await Images.FindAsync(ProjectId, shown, _closed.Token);
        (_opened, _cellCount) = (cell, ids.Count);
        _images = [.. shown.Where(found.ContainsKey).Select(id => found[id].Image)];
    }

    private static string GoldNote(CheckResult result) => result.Share is { } share
        ? $"{result.Right} of {result.Asked} ({PeopleWords.PercentWithin(WilsonInterval.Of(share, result.Asked))})"
        : "none answered";
}
