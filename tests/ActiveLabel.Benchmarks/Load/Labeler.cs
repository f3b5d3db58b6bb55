using System.Text.Json;
using ActiveLabel.TestKit.Running;

namespace ActiveLabel.Benchmarks.Load;

/// <summary>
/// A person with an account at the Label page as the server sees one: three images in hand, one label at each beat, sent one at a time and
/// again until it is acknowledged, and the bytes of each image as soon as it is known. Says the truth of every image.
/// </summary>
internal sealed class Labeler(int number, ServerUnderLoad server, LoadedProject project, TimeSpan beat) : IDisposable
{
    private const int InHand = 3;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(4);

    private readonly string _session = $"load-{Guid.NewGuid():N}";
    private readonly Seat _seat = new(number);
    private readonly Queue<long> _hand = [];
    private Task _pictures = Task.CompletedTask;

    public List<Served> Served { get; } = [];

    public List<Saved> Saved { get; } = [];

    /// <summary>Times that the hand was empty when a key was due.</summary>
    public int Waited { get; private set; }

    /// <summary>Labels whose acknowledgement never came because the run ended.</summary>
    public List<Guid> Unknown { get; } = [];

    public int PicturesMissed { get; private set; }

    public void Dispose() => _seat.Dispose();

    public Task SignInAsync() => _seat.SignInAsync(server.Address, LoadedProject.NameOf(number), LoadedProject.Password);

    /// <summary>Labels until then. Holds its images at the end, as a page whose machine dies does.</summary>
    public async Task WorkAsync(DateTimeOffset until)
    {
        var due = Now + (beat * new Random(number).NextDouble());
        while (due < until)
        {
            if (due > Now) await Task.Delay(due - Now);
            if (_hand.Count == 0 && !await TakeAsync(until)) break;
            await LabelAsync(_hand.Dequeue(), due, until);
            due += beat;
        }

        await _pictures;
    }

    private HttpClient Http => _seat.To(server.Address);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>The first images, or some again after an empty hand.</summary>
    private async Task<bool> TakeAsync(DateTimeOffset until)
    {
        for (Waited++; Now < until; await Task.Delay(LookAgain))
        {
            var asked = Now;
            if (await TryAsync(client => client.LeaseAsync(InHand), until) is not { } answer) return false;
            Deal(answer, asked);
            if (_hand.Count > 0) return true;
        }

        return false;
    }

    private async Task LabelAsync(long image, DateTimeOffset due, DateTimeOffset until)
    {
        var id = Guid.NewGuid();
        var sent = Now;
        var answer = await TryAsync(
            client =>
            {
                sent = Now;
                return client.LabelAsync(id, image, project.Truth[image], most: InHand, holding: [.. _hand]);
            },
            until);
        if (answer is not { } known)
        {
            Unknown.Add(id);
            return;
        }

        Saved.Add(new Saved(id, image, due, sent, Now));
        Deal(known, sent);
    }

    private void Deal(JsonElement answer, DateTimeOffset asked)
    {
        var got = Now;
        foreach (var image in answer.GetProperty("images").EnumerateArray())
        {
            var id = image.GetProperty("id").GetInt64();
            // An answer that was lost with its connection is given again.
            if (_hand.Contains(id)) continue;
            _hand.Enqueue(id);
            Served.Add(new Served(id, number, image.GetProperty("round").GetInt32(), asked, got));
            _pictures = FetchAsync(_pictures, image.GetProperty("url").GetString()!);
        }
    }

    private async Task FetchAsync(Task before, string url)
    {
        await before;
        try
        {
            await Http.GetByteArrayAsync(new Uri(url, UriKind.Relative));
        }
        catch (HttpRequestException)
        {
            PicturesMissed++;
        }
    }

    /// <summary>As the page's outbox: again after a wait that grows; null where the run ends without an answer.</summary>
    private async Task<JsonElement?> TryAsync(Func<LabelingClient, Task<JsonElement>> call, DateTimeOffset until)
    {
        for (var wait = FirstWait; ; wait = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, 2 * wait.Ticks)))
        {
            try
            {
                return await call(new LabelingClient(Http, project.Id, _session));
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
            {
                if (Now + wait > until + LongestWait) return null;
                await Task.Delay(wait);
            }
        }
    }
}
