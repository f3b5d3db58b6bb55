using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ActiveLabel.Benchmarks.Load;

/// <summary>Where a labeler sits: a machine with an address and connections of its own, and the cookies of who signed in there.</summary>
internal sealed partial class Seat : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private HttpClient? _client;

    /// <param name="number">Below 65,000. All addresses of 127.0.0.0/8 are this machine.</param>
    public Seat(int number)
    {
        var address = new IPAddress([127, 1, (byte)(number / 250), (byte)((number % 250) + 1)]);
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = new CookieContainer(),
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    socket.Bind(new IPEndPoint(address, 0));
                    await socket.ConnectAsync(context.DnsEndPoint, cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
    }

    public HttpClient To(Uri server)
    {
        if (_client?.BaseAddress != server) _client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        return _client;
    }

    public async Task SignInAsync(Uri server, string name, string password)
    {
        var door = new Uri("sign-in", UriKind.Relative);
        var page = await To(server).GetStringAsync(door);
        var fields = Hidden().Matches(page).Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)));
        using var form = new FormUrlEncodedContent([.. fields, new("Name", name), new("Password", password)]);
        using var answer = await To(server).PostAsync(door, form);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"{name} was not let in: {answer.StatusCode}.");
    }

    public void Dispose()
    {
        _client?.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
