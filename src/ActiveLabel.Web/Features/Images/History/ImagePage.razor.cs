using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Features.Images.Gallery;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace ActiveLabel.Web.Features.Images.History;

/// <summary>One image: large, with its label to correct, all that was ever said of it, and what every model takes it for.</summary>
public sealed partial class ImagePage : IDisposable
{
    private const int VersionsAtFirst = 20;

    private readonly CancellationTokenSource _left = new();
    private AnsweredImage? _image;
    private ImageHistory? _history;
    private IReadOnlyList<VersionGuess> _guesses = [];
    private IReadOnlyDictionary<long, Person> _people = new Dictionary<long, Person>();
    private IReadOnlyDictionary<int, Round> _rounds = new Dictionary<int, Round>();
    private IReadOnlyDictionary<long, int> _versions = new Dictionary<long, int>();
    private GalleryQuery _query = GalleryQuery.All;
    private long? _before;
    private long? _after;
    private int? _place;
    private int _of;
    private int _most = VersionsAtFirst;
    private long? _shown;
    private bool _loaded;
    private bool _missing;
    private bool _moving;
    private string _said = "";

    [Parameter]
    public long ImageId { get; set; }

    [Inject] private IImageStore Images { get; set; } = null!;

    [Inject] private IPersonStore Persons { get; set; } = null!;

    [Inject] private IRoundStore Rounds { get; set; } = null!;

    [Inject] private IModelStore Models { get; set; } = null!;

    [Inject] internal ImageDesk Desk { get; set; } = null!;

    [Inject] internal GalleryBook Book { get; set; } = null!;

    [Inject] internal SplitMover Mover { get; set; } = null!;

    [Inject] private IDialogService Dialogs { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ISnackbar Snackbar { get; set; } = null!;

    private bool IsRemoved => _image!.Image.Split == Split.Removed;

    private string FileName => Path.GetFileName(_image!.Image.FileName);

    private string Source => ImageAddress.For(_image!.Image, ImageAddress.ScreenSide(_image.Image.Width, _image.Image.Height));

    private VersionGuess? Newest => _guesses.Count > 0 && _guesses[0].Best is not null ? _guesses[0] : null;

    private string Standing => _image!.Answer switch
    {
        null => "No label yet",
        { IsPoorExample: true } => "A poor example",
        var answer => $"Labelled {Context.FindClass(answer.ClassId)?.Name ?? "a class that is gone"}",
    };

    /// <summary>Where the answer comes from, in a sentence.</summary>
    private string Origin => _history!.Deciding(_image!.Answer) is { } entry
        ? $"Last said by {NameOf(entry.PersonId)}, {entry.At.ToLocalTime():d MMM yyyy, HH:mm}, {GalleryWords.Of(entry.Source)}. {GalleryWords.Of(Context.Project.Policy.Consensus, _image.Answer!.Confidence)}"
        : "Nobody's answer stands.";

    /// <summary>The visitor's own newest answer that stands.</summary>
    private LabelEntry? Mine => _history?.Entries.LastOrDefault(
        e => e.PersonId == Context.Visitor.PersonId && e.Kind is LabelKind.Class or LabelKind.PoorExample && _history.WithdrawalOf(e) is null);

    public void Dispose()
    {
        _left.Cancel();
    }

    protected override async Task OnParametersSetAsync()
    {
        // Also when the page is only drawn anew, as in another theme.
        if (_shown == ImageId)
            return;

        _shown = ImageId;
        (_history, _guesses, _said, _most) = (null, [], "", VersionsAtFirst);
        (_before, _after, _place) = (null, null, null);
        _query = GalleryQuery.Read(Navigation.Uri);
        _image = await Images.FindAsync(ProjectId, ImageId, _left.Token);
        _missing = _image is not null && !Desk.HasBytes(_image.Image);
        _loaded = true;
        if (_image is null)
            return;

        // The picture is on its way while the rest is read.
        StateHasChanged();
        await ReadAsync();
        await FindNeighboursAsync();
    }

    private async Task ReadAsync()
    {
        var image = ImageId;
        if (_people.Count == 0)
            _people = await Persons.ListAsync(_left.Token);
        _rounds = (await Rounds.ListAsync(ProjectId, _left.Token)).ToDictionary(r => r.Number);
        _versions = (await Models.ListAsync(ProjectId, _left.Token)).ToDictionary(v => v.Id, v => v.Number);
        var history = await Desk.HistoryAsync(Context.Project, image, _left.Token);
        var guesses = await Desk.GuessesAsync(Context.Project, history, _most, _left.Token);
        if (image == ImageId)
            (_history, _guesses) = (history, guesses);
    }

    private async Task FindNeighboursAsync()
    {
        StateHasChanged();
        var image = ImageId;
        var columns = await Book.OfAsync(Context.Project, atOnce: false, _left.Token);
        var selection = await columns.SelectAsync(_query.Filter, _query.Order, _left.Token);
        if (image == ImageId)
            ((_before, _after, _place), _of) = (selection.Around(image), selection.Ids.Count);
    }

    private async Task ShowAllAsync()
    {
        _most = int.MaxValue;
        await ReadAsync();
    }

    private string NameOf(long personId) => _people.TryGetValue(personId, out var person) ? person.Name : "somebody unknown";

    private string AddressOf(long imageId) => Context.Address($"images/{imageId}{_query}");

    private bool Is(long classId) => _image!.Answer?.ClassId == classId;

    private float Probability(long classId) => Newest?.Of(classId) ?? 0;

    private async Task PressAsync(KeyboardEventArgs press)
    {
        if (press.CtrlKey || press.AltKey || press.MetaKey || press.ShiftKey || press.Repeat || _image is null)
            return;

        var key = press.Key.ToLowerInvariant();
        if (key == "arrowleft" && _before is { } before)
            Navigation.NavigateTo(AddressOf(before));
        else if (key == "arrowright" && _after is { } after)
            Navigation.NavigateTo(AddressOf(after));
        else if (IsRemoved)
            return;
        else if (key == GalleryWords.PoorKey)
            await RelabelAsync(null);
        else if (Context.Classes.FirstOrDefault(c => c.Key == key) is { Key.Length: > 0 } named)
            await RelabelAsync(named.Id);
    }

    private Task RelabelAsync(long? classId) => WriteAsync(
        () => Desk.RelabelAsync(ProjectId, ImageId, Context.Visitor.PersonId, classId, CancellationToken.None),
        $"It is {(classId is null ? "a poor example" : Context.FindClass(classId)?.Name)} now. {(_image!.Image.Split == Split.Test ? "Coming rounds are judged by it." : "The next round trains with it.")}");

    private async Task RemoveAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(
                "Remove this image?",
                "Nobody is asked about it any more, and from the next round on it trains and judges nothing. Its labels and its history are kept, and you can bring it back: on Images, under Split, Removed.",
                "Remove it", cancelText: "Cancel") == true)
            await MoveAsync(() => Mover.MoveAsync(Context.Visitor, ProjectId, [ImageId], Split.Removed, CancellationToken.None), Split.Removed);
    }

    private Task BringBackAsync() => MoveAsync(() => Mover.BringBackAsync(Context.Visitor, ProjectId, [ImageId], CancellationToken.None), to: null);

    private async Task MoveAsync(Func<Task<SplitMoveOutcome>> move, Split? to)
    {
        _moving = true;
        try
        {
            var said = "";
            await WriteAsync(async () => said = SplitMover.Say(await move(), to), () => said);
        }
        finally
        {
            _moving = false;
        }
    }

    private Task TakeBackAsync() => WriteAsync(() => Desk.TakeBackAsync(Mine!, CancellationToken.None), "Your label is taken back.");

    private Task WriteAsync(Func<Task> write, string said) => WriteAsync(write, () => said);

    private async Task WriteAsync(Func<Task> write, Func<string> said)
    {
        var imageId = ImageId;
        try
        {
            await write();
        }
        catch (WrongUseException refused)
        {
            Snackbar.Add(refused.Message, Severity.Error);
            return;
        }

        // Whoever has gone on or left meanwhile is shown another image.
        if (ImageId != imageId || _left.IsCancellationRequested)
            return;

        _image = await Images.FindAsync(ProjectId, ImageId, _left.Token);
        await ReadAsync();
        _said = said();
    }
}
