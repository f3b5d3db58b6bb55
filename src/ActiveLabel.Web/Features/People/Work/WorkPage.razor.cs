using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Work;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.People.Work;

/// <summary>How everybody labels, side by side. For admins, as every page that says nothing else.</summary>
public sealed partial class WorkPage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private KnownWork? _known;
    private IReadOnlyList<PersonRow> _rows = [];

    [Inject]
    internal WorkBook Book { get; set; } = null!;

    [Inject]
    private IPersonStore People { get; set; } = null!;

    [Inject]
    private IPracticeLog Practice { get; set; } = null!;

    private PeopleWork Work => _known!.Work;

    public void Dispose()
    {
        _closed.Cancel();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            var known = await Book.ReadAsync(Context.Project, _closed.Token);
            _rows = PersonRow.Of(known.Work, await People.ListAsync(_closed.Token), await Practice.TallyPeopleAsync(ProjectId, _closed.Token));
            _known = known;
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }
}
