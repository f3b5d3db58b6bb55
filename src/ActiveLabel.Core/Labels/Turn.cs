using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Labels;

/// <summary>What an open page says in one request, and what it wants for it.</summary>
/// <param name="Answer">
/// Its answer about one image, or null where it only wants images. Round, rank, audit arm and model are those of the lease
/// under which it is given.
/// </param>
/// <param name="Most">Images that it wants to have in hand; 0 asks for none.</param>
/// <param name="Holding">Images that it knows to have in hand, the answered one not among them.</param>
public sealed record TurnRequest(OpenPage Page, LeaseSpan Span, LabelEntry? Answer, int Most, IReadOnlyList<long> Holding);

/// <param name="Outcome">Null where there was no answer to append.</param>
/// <param name="Images">Leased to the page and not in its <see cref="TurnRequest.Holding"/>, best first.</param>
public sealed record Turn(AppendOutcome? Outcome, IReadOnlyList<HeldImage> Images, WorkCounts Counts);

/// <summary>A leased image with what a page needs to show it.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record HeldImage(Lease Lease, ImageHash Hash, int Width, int Height);

/// <summary>How far a project is.</summary>
/// <param name="Waiting">Images that wait for an answer of the person who asks and that nobody holds.</param>
/// <param name="Leased">The others that are not done: some page holds them, or they wait for other people's answers.</param>
public readonly record struct WorkCounts(LabelProgress Progress, int Waiting, int Leased);
