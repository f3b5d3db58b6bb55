using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveLabel.Web.Features.Label;
using ActiveLabel.Web.Http;

namespace ActiveLabel.Web.Features.Grid;

/// <summary>What the images of a page have in common, or why there are none.</summary>
[JsonConverter(typeof(CamelCaseEnum<GridKind>))]
internal enum GridKind
{
    /// <summary>The newest model takes them for one class.</summary>
    OneClass,

    /// <summary>They look alike, and there is no model yet.</summary>
    Alike,

    /// <summary>Nothing has been computed from the images yet by which they could be sorted.</summary>
    NoVectors,

    /// <summary>No image is left to sort of what was asked for, but there are others.</summary>
    NoneLeft,

    /// <summary>No image is left to sort at all.</summary>
    Done,

    /// <summary>Images are left, but other pages hold them.</summary>
    Busy,
}

[JsonConverter(typeof(CamelCaseEnum<GridOutcome>))]
internal enum GridOutcome
{
    /// <summary>The label is safe on disk.</summary>
    Saved,

    /// <summary>It was there already, from an earlier request with the same id.</summary>
    Repeated,

    /// <summary>It was not kept; the reason is told.</summary>
    Refused,
}

/// <param name="Session">Name of this page of images, made by whoever asks: 8 to 64 letters, digits and hyphens. What it holds already is given back first.</param>
/// <param name="Size">Images wanted, 12 to 60.</param>
/// <param name="ClassId">The class that they shall be taken for; without it the one with the most images.</param>
/// <param name="Group">The group of images that look alike, counted from 0; without it the largest. Only heeded while there is no model.</param>
internal sealed record GridPageRequest(string Session, int Size, long? ClassId = null, int? Group = null);

/// <param name="Session">Name of the page that was shown.</param>
/// <param name="ModelVersionId">By which the page was made, or null.</param>
/// <param name="TookMs">Milliseconds from the page painted to the answers given; each image counts an equal part of it.</param>
internal sealed record GridAnswersRequest(string Session, IReadOnlyList<GridLabel> Labels, long? ModelVersionId = null, int? TookMs = null);

/// <param name="Id">Made by whoever labels; sending the same id again changes nothing.</param>
/// <param name="ClassId">Given if and only if <paramref name="Kind"/> is <c>class</c>.</param>
internal sealed record GridLabel(Guid Id, long ImageId, AnswerKind Kind, long? ClassId = null);

/// <param name="Session">Name of the page that was shown: it holds the images again, those that are still free.</param>
internal sealed record GridUndoRequest(string Session, IReadOnlyList<GridWithdrawal> Labels);

/// <param name="Id">Made by whoever takes back; sending the same id again changes nothing.</param>
/// <param name="Label">Id of the label to take back.</param>
internal sealed record GridWithdrawal(Guid Id, Guid Label);

/// <summary>A page of images. Those in doubt come first: where people look longest.</summary>
/// <param name="ClassId">The class that all are taken for, or null.</param>
/// <param name="Group">The group that all are of, or null.</param>
/// <param name="ModelVersionId">The model that was asked, or null.</param>
/// <param name="ModelNumber">Its number in the project.</param>
/// <param name="Choices">What else there is to sort; counts are of the moment at which the model was asked, less what is known to be answered.</param>
internal sealed record GridPageAnswer(
    GridKind Kind, long? ClassId, int? Group, long? ModelVersionId, int? ModelNumber, IReadOnlyList<GridImage> Images,
    IReadOnlyList<GridChoice> Choices, WorkState State);

/// <summary>An image on the page. Its file name is not told: it may give the class away.</summary>
/// <param name="Url">Where it is, without the host; a large image in as many pixels as screens show.</param>
/// <param name="Thumb">Where a small picture of it is.</param>
/// <param name="Probability">Of the class that it is taken for, 0 to 1; only if the project's policy shows guesses.</param>
internal sealed record GridImage(long Id, string Url, string Thumb, int Width, int Height, double? Probability = null);

/// <param name="ClassId">A class, or null while there is no model.</param>
/// <param name="Group">A group of images that look alike, or null where there is a model.</param>
internal sealed record GridChoice(long? ClassId, int? Group, int Images);

internal sealed record GridAnswersAnswer(IReadOnlyList<GridLabelAnswer> Labels, WorkState State);

/// <param name="AnsweredBefore">Whether the image had an answer by then: this one is kept beside it.</param>
/// <param name="WithSomebodyElse">Whether the lease had run out and somebody else has the image: this answer is kept all the same.</param>
/// <param name="Reason">Why it was refused, or null.</param>
internal sealed record GridLabelAnswer(
    Guid Id, long ImageId, GridOutcome Outcome, bool AnsweredBefore = false, bool WithSomebodyElse = false, string? Reason = null);

/// <param name="TakenBack">Ids of the labels that were taken back, those of an earlier request with the same ids among them.</param>
/// <param name="Held">Ids of the images that the page holds again.</param>
internal sealed record GridUndoAnswer(IReadOnlyList<Guid> TakenBack, IReadOnlyList<long> Held, WorkState State);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GridPageRequest))]
[JsonSerializable(typeof(GridAnswersRequest))]
[JsonSerializable(typeof(GridUndoRequest))]
[JsonSerializable(typeof(GridPageAnswer))]
[JsonSerializable(typeof(GridAnswersAnswer))]
[JsonSerializable(typeof(GridUndoAnswer))]
internal sealed partial class GridJson : JsonSerializerContext;
