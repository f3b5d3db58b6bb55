using System.Globalization;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Features.People.Work;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.People.Models;

/// <summary>Whose labels make the model better or worse. For admins, as every page that says nothing else.</summary>
public sealed partial class TeachingPage : IAsyncDisposable
{
    private const string Imported = "imported", None = "none";

    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(250), AtLeastEvery = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closed = new();
    private KnownWork? _known;
    private IReadOnlyDictionary<long, Person> _everybody = new Dictionary<long, Person>();
    private long _importId;
    private bool _hasImports;
    private string _chosen = None;
    private Study? _study;
    private ThrottledRefresh? _refresh;

    [Inject]
    internal WorkBook Book { get; set; } = null!;

    [Inject]
    internal StudyDesk Desk { get; set; } = null!;

    [Inject]
    private IPersonStore Persons { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsRunning => _study is { IsRunning: true };

    private TimeSpan? Left => _study is { Begun: { } begun, Progress: { Done: > 0 } at } ? (Time.GetUtcNow() - begun) / at.Done * (at.Total - at.Done) : null;

    public async ValueTask DisposeAsync()
    {
        Desk.Changed -= StudyChanged;
        await _closed.CancelAsync();
        if (_refresh is not null)
            await _refresh.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            var known = await Book.ReadAsync(Context.Project, _closed.Token);
            _everybody = await Persons.ListAsync(_closed.Token);
            _importId = _everybody.Values.FirstOrDefault(p => p.Kind == PersonKind.Import)?.Id ?? 0;
            _hasImports = known.Work.Find(_importId) is { Answers: > 0 };
            _study = await Desk.FindAsync(ProjectId, _closed.Token);
            _chosen = Value(_study?.Initial ?? ProjectAnnotators.Default(known.Work.Standing, _importId));
            _known = known;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (_closed.IsCancellationRequested)
            return;

        _refresh = new ThrottledRefresh(_ => InvokeAsync(Look), AtMostEvery, AtLeastEvery, Time);
        Desk.Changed += StudyChanged;
    }

    private void StudyChanged(long projectId)
    {
        if (projectId == ProjectId)
            _refresh?.Ask();
    }

    private void Look()
    {
        var study = Desk.Of(ProjectId);
        if (study == _study)
            return;

        _study = study;
        StateHasChanged();
    }

    private async Task Start()
    {
        // What is trained on is what the log holds now, not when the page was opened.
        _known = await Book.ReadAsync(Context.Project, _closed.Token);
        _ = Desk.StartAsync(ProjectId, Choice(_chosen), _known.Mark, Context.Project.ClassMark);
        _study = Desk.Of(ProjectId);
    }

    private static InitialChoice Choice(string value) => value switch
    {
        Imported => new InitialChoice(InitialLabels.Imported),
        None => new InitialChoice(InitialLabels.None),
        _ => new InitialChoice(InitialLabels.OfPerson, long.Parse(value, CultureInfo.InvariantCulture)),
    };

    private static string Value(InitialChoice choice) => choice.Labels switch
    {
        InitialLabels.Imported => Imported,
        InitialLabels.None => None,
        _ => choice.PersonId!.Value.ToString(CultureInfo.InvariantCulture),
    };

    private string Start(InitialChoice initial) => initial.Labels switch
    {
        InitialLabels.Imported => "the imported labels",
        InitialLabels.None => "no other labels",
        _ => $"the labels of {PeopleWords.NameOf(_everybody, initial.PersonId!.Value)}",
    };

    private static string Answer(AnnotatorReport report) => report switch
    {
        { Initial.Score: null } => "Each person's labels by themselves",
        { People.Count: 0 } => "Nobody else has labelled pool images",
        { Worse: 0 } => "Nobody's labels make the model worse",
        { SurelyWorse: 0, Worse: 1 } => $"1 of {Wording.Count(report.People.Count, "person", "people")} makes the model worse; chance could explain it",
        { SurelyWorse: 0 } => $"{report.Worse} of {Wording.Count(report.People.Count, "person", "people")} make the model worse; chance could explain each",
        _ => $"{report.Worse} of {Wording.Count(report.People.Count, "person", "people")} {(report.Worse == 1 ? "makes" : "make")} the model worse, {report.SurelyWorse} beyond chance",
    };
}
