using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Http;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Label;

/// <summary>What a labeler can say about an image.</summary>
[JsonConverter(typeof(CamelCaseEnum<AnswerKind>))]
internal enum AnswerKind
{
    Class,
    Skip,
    PoorExample,
}

[JsonConverter(typeof(CamelCaseEnum<LabelOutcome>))]
internal enum LabelOutcome
{
    /// <summary>The label is safe on disk.</summary>
    Saved,

    /// <summary>It was there already, from an earlier request with the same id.</summary>
    Repeated,
}

/// <param name="Session">Name of the open page, made by it: 8 to 64 letters, digits and hyphens. It holds the leases.</param>
/// <param name="Most">Images that the page wants to have in hand, 0 to 6.</param>
/// <param name="Holding">Images that it has in hand already.</param>
internal sealed record LeaseRequest(string Session, int Most, IReadOnlyList<long>? Holding = null);

/// <param name="Id">Made by whoever labels; sending the same id again changes nothing.</param>
/// <param name="ClassId">Given if and only if <paramref name="Kind"/> is <c>class</c>.</param>
/// <param name="TookMs">Milliseconds from the image painted to the key pressed.</param>
/// <param name="Most">As in <see cref="LeaseRequest"/>; 0 asks for no further image.</param>
/// <param name="Holding">As in <see cref="LeaseRequest"/>, without the labelled image.</param>
internal sealed record LabelRequest(
    Guid Id, long ImageId, string Session, AnswerKind Kind, long? ClassId = null, int? TookMs = null, int Most = 0, IReadOnlyList<long>? Holding = null);

/// <param name="Id">Made by whoever takes back; sending the same id again changes nothing.</param>
/// <param name="Label">Id of the label to take back; without it the person's newest that stands.</param>
internal sealed record UndoRequest(Guid Id, string Session, Guid? Label = null);

internal sealed record ReleaseRequest(string Session);

internal sealed record RenewRequest(string Session);

/// <summary>An image to label. Its file name is not told: it may give the class away.</summary>
/// <param name="Url">Where its bytes are, without the host.</param>
/// <param name="Width">Pixels, after orientation.</param>
/// <param name="Height">Pixels, after orientation.</param>
/// <param name="Round">Number of the round that queued it; 0 before any.</param>
/// <param name="Until">When the lease runs out unless it is renewed.</param>
/// <param name="Guess">Only if the project's policy shows it and there is a model.</param>
/// <param name="Why">Why it was picked, in plain words. Only if the policy shows guesses: what a model is unsure of sways people as its guess does.</param>
/// <param name="Shrunk">
/// Pixels of the longer side of what <paramref name="Url"/> gives, where that is smaller than the image; another
/// <c>size</c> in the address gives another, none the image itself.
/// </param>
internal sealed record LeasedImage(
    long Id, string Url, int Width, int Height, int Round, DateTimeOffset Until, Guess? Guess, string? Why = null, int? Shrunk = null);

/// <param name="Probability">0 to 1.</param>
internal sealed record Guess(long ClassId, double Probability);

/// <summary>How far the project is.</summary>
/// <param name="Labelled">Pool images that have a class.</param>
/// <param name="SinceLastRound">New labels since the newest round read them.</param>
/// <param name="RetrainAfter">New labels after which the model retrains.</param>
/// <param name="Waiting">Images that lack answers and that nobody holds; 0 where none of them waits for the person who asks.</param>
/// <param name="Leased">The others that lack answers: some page holds them, or they wait for other people.</param>
/// <param name="Round">The newest round, or null before the first.</param>
/// <param name="ReadyRound">Number of the newest round whose queue a model ordered; 0 before any.</param>
/// <param name="Classes">Changes whenever the project's classes do: then a page asks for them anew.</param>
internal sealed record WorkState(
    int Labelled, int SinceLastRound, int RetrainAfter, int Waiting, int Leased, RoundNow? Round, int ReadyRound, string? Classes = null);

internal sealed record RoundNow(int Number, [property: JsonConverter(typeof(CamelCaseEnum<RoundState>))] RoundState State);

/// <param name="Images">Leased to the session and not in the request's <c>holding</c>, best first.</param>
internal sealed record LeaseAnswer(IReadOnlyList<LeasedImage> Images, WorkState State);

/// <param name="AnsweredBefore">The image had all answers asked for, or this person's, already; this one is kept beside them.</param>
/// <param name="WithSomebodyElse">The lease had run out, or there was none, and somebody else has the image now; this answer is kept beside theirs.</param>
internal sealed record LabelAnswer(
    LabelOutcome Outcome, bool AnsweredBefore, IReadOnlyList<LeasedImage> Images, WorkState State, bool WithSomebodyElse = false);

/// <param name="Image">The image whose label was taken back, leased again; null where there was nothing to take back, or it is gone.</param>
/// <param name="Elsewhere">Somebody else has the image by now, so that it is not leased again.</param>
/// <param name="Gone">It was taken back, but its image is not to be labelled any more, and so is not told.</param>
internal sealed record UndoAnswer(LeasedImage? Image, WorkState State, bool Elsewhere = false, bool Gone = false);

/// <param name="Held">Ids of the images that the session still holds.</param>
internal sealed record RenewAnswer(IReadOnlyList<long> Held, WorkState State);

internal sealed record ClassesRequest;

/// <param name="Stamp">As in <see cref="WorkState.Classes"/>.</param>
/// <param name="Classes">In the order in which they are shown.</param>
/// <param name="Former">Those that are gone, and what their labels count as: a page that was open may still show them.</param>
internal sealed record ClassesAnswer(string Stamp, IReadOnlyList<ClassChoice> Classes, IReadOnlyList<FormerClass> Former);

/// <param name="CountsAs">Name of the class that a label of it counts as, also one given now; null where such a label is refused.</param>
internal sealed record FormerClass(long Id, string? CountsAs);

/// <param name="Key">Lower case; empty for none.</param>
/// <param name="Colour">Zero-based place among the colours of the style sheet.</param>
internal sealed record ClassChoice(long Id, string Name, string Key, string Definition, int Colour)
{
    public static ClassChoice Of(ProjectClass choice) => new(choice.Id, choice.Name, choice.Key, choice.Definition, choice.Ordinal % ClassColours.Count);
}

/// <param name="Released">Always true.</param>
internal sealed record ReleaseAnswer(bool Released);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(LabelRequest))]
[JsonSerializable(typeof(UndoRequest))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(RenewRequest))]
[JsonSerializable(typeof(ClassesRequest))]
[JsonSerializable(typeof(LeaseAnswer))]
[JsonSerializable(typeof(LabelAnswer))]
[JsonSerializable(typeof(UndoAnswer))]
[JsonSerializable(typeof(RenewAnswer))]
[JsonSerializable(typeof(ReleaseAnswer))]
[JsonSerializable(typeof(ClassesAnswer))]
internal sealed partial class LabelJson : JsonSerializerContext;
