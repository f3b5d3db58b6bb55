using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace ActiveLabel.Web.Tests;

/// <summary>As much of a browser as the pages in front of the door need: cookies, and forms with what is hidden in them.</summary>
internal sealed partial class Browser(HttpMessageHandler server)
{
    private readonly HttpMessageInvoker _server = new(server);

    private readonly Dictionary<string, string> _cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    /// <summary>As the last answer set them, with their attributes.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    public Task<HttpResponseMessage> GetAsync(string address, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, address, null, headers);

    public Task<HttpResponseMessage> PostJsonAsync(string address, string json) =>
        SendAsync(HttpMethod.Post, address, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Opens the page and posts its form.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string address, params (string Name, string Value)[] fields)
    {
        var page = await (await GetAsync(address)).Content.ReadAsStringAsync();
        var form = Hidden().Matches(page).Select(m => (Name: m.Groups["name"].Value, Value: WebUtility.HtmlDecode(m.Groups["value"].Value)));
        return await SendAsync(HttpMethod.Post, address, new FormUrlEncodedContent(form.Concat(fields).Select(f => KeyValuePair.Create(f.Name, f.Value))));
    }

    /// <summary>Has from now on the cookies of the other.</summary>
    public void Copy(Browser other)
    {
        foreach (var (name, value) in other._cookies)
            _cookies[name] = value;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(new Uri("http://localhost"), address)) { Content = content };
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        var answer = await _server.SendAsync(request, default);
        SetCookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in SetCookies.Select(set => SetCookieHeaderValue.Parse(set)))
        {
            if (cookie.Expires <= DateTimeOffset.UnixEpoch.AddDays(1))
                _cookies.Remove(cookie.Name.Value!);
            else
                _cookies[cookie.Name.Value!] = cookie.Value.Value!;
        }

        return answer;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
