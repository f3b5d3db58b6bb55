using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Web.Intake;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Map;

/// <summary>The survey of a project, or the way to it.</summary>
public sealed partial class SurveyPanel : IAsyncDisposable
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5);

    private SurveyState? _state;
    private ImageSurvey? _survey;
    private ThrottledRefresh? _refresh;
    private int _vectors;
    private bool _loaded;
    private bool _gone;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    /// <summary>Shown once there is a survey, which it gets as a cascading value.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    [Inject] internal SurveyQueue Queue { get; set; } = null!;

    [Inject] internal SurveyBook Book { get; set; } = null!;

    [Inject] private IFeaturizerCatalogue Networks { get; set; } = null!;

    [Inject] private IVectorIndex Index { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <summary>As measured: docs/measured.md.</summary>
    private string Estimate => _vectors switch
    {
        <= 20_000 => "a few seconds",
        <= 150_000 => "about a minute",
        _ => "several minutes, since each is compared with each",
    };

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        Queue.Changed -= StateChanged;
        if (_refresh is not null)
            await _refresh.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        Queue.Changed += StateChanged;
        await ReadAsync(CancellationToken.None);
        // Left while it was read: nobody would stop it any more.
        if (_gone)
            return;

        _refresh = new ThrottledRefresh(cancel => InvokeAsync(() => ReadAsync(cancel)), AtMostEvery, AtLeastEvery, Time);
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var state = Queue.StateOf(Context.Id);
        // The map is there before the near-duplicates are.
        var isNews = state is { IsOver: true } || (state?.Progress.Step == SurveyStep.Duplicates && _state?.Progress.Step != SurveyStep.Duplicates);
        if (!_loaded || (state != _state && isNews))
        {
            _vectors = Networks.Find(Context.Project.Network) is { } featurizer ? (await Index.RowsAsync(Context.Id, featurizer.Id, cancel)).Count : 0;
            _survey = await Book.FindAsync(Context.Project, cancel);
        }

        if (_loaded && state == _state)
            return;

        (_state, _loaded) = (state, true);
        StateHasChanged();
    }

    private Task AskAsync() => Queue.AddAsync(Context.Id, CancellationToken.None);

    private void StateChanged(long projectId)
    {
        if (projectId == Context.Id)
            _refresh?.Ask();
    }
}
