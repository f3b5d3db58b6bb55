using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveLabel.Web.Features.Practice;

/// <summary>Asks for the image to practise on. The same image is given until it is answered.</summary>
internal sealed record PracticeNextRequest;

/// <param name="Id">Made by whoever answers; sending the same id again changes nothing.</param>
internal sealed record PracticeAnswerRequest(Guid Id, long ImageId, long ClassId);

/// <summary>An image without its class.</summary>
internal sealed record PracticePicture(long Id, string Url, int Width, int Height);

/// <param name="Goal">Right answers asked for in all; 0: there is nothing to pass.</param>
/// <param name="Window">Last answers of which <paramref name="Share"/> must be right.</param>
/// <param name="Share">0 to 1.</param>
/// <param name="RecentRight">Right ones among the last <paramref name="RecentCount"/>.</param>
/// <param name="Classes">In the project's order, those that have images to practise on.</param>
/// <param name="Confusion">How often each class was taken for each, right answers included.</param>
internal sealed record PracticeState(
    int Answered, int Right, int Goal, int Window, double Share, int RecentRight, int RecentCount, bool Passed,
    IReadOnlyList<PracticedClass> Classes, IReadOnlyList<PracticeConfusion> Confusion);

/// <param name="Asked">Right answers asked for of this class.</param>
internal sealed record PracticedClass(long ClassId, int Right, int Asked);

internal sealed record PracticeConfusion(long RightClassId, long GivenClassId, int Count);

/// <param name="Image">Null where there is nothing to practise on.</param>
internal sealed record PracticeNextAnswer(PracticePicture? Image, PracticeState State);

/// <param name="Example">Another image of the right class.</param>
/// <param name="Next">The image to practise on next.</param>
internal sealed record PracticeVerdict(
    bool Right, long RightClassId, long GivenClassId, PracticePicture? Example, PracticePicture? Next, PracticeState State);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PracticeNextRequest))]
[JsonSerializable(typeof(PracticeNextAnswer))]
[JsonSerializable(typeof(PracticeAnswerRequest))]
[JsonSerializable(typeof(PracticeVerdict))]
internal sealed partial class PracticeJson : JsonSerializerContext;
