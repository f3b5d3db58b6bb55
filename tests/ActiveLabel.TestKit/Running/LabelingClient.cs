using System.Net.Http.Json;
using System.Text.Json;

namespace ActiveLabel.TestKit.Running;

/// <summary>Makes the very calls that the Label page makes.</summary>
public sealed class LabelingClient(HttpClient http, long projectId, string session)
{
    /// <summary>What the server says when asked for images: <c>images</c> and <c>state</c>.</summary>
    public Task<JsonElement> LeaseAsync(int most, CancellationToken cancel = default) =>
        PostAsync("lease", new { session, most }, cancel);

    /// <param name="id">Made by the caller; the same id again changes nothing.</param>
    /// <param name="most">Images to have in hand afterwards.</param>
    /// <param name="holding">Those in hand already.</param>
    public Task<JsonElement> LabelAsync(
        Guid id, long image, long classId, CancellationToken cancel = default, int most = 0, IReadOnlyList<long>? holding = null) =>
        PostAsync("labels", new { id, imageId = image, session, kind = "class", classId, most, holding }, cancel);

    private async Task<JsonElement> PostAsync(string verb, object body, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync(new Uri($"api/projects/{projectId}/{verb}", UriKind.Relative), body, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"{verb}: {answer.StatusCode} {text}");
    }
}
