using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Vision.Comparison;

/// <summary>Layers whose vectors are compared with those of others.</summary>
/// <param name="Name">As a person typed it.</param>
/// <param name="Network">Id of the network in the catalogue.</param>
/// <param name="Layers">Their tensors, joined in that order.</param>
public sealed record LayerCandidate(string Name, string Network, IReadOnlyList<string> Layers);

/// <summary>The vectors of one candidate.</summary>
/// <param name="ImagesPerSecond">With the network cut there: inference alone, without decoding.</param>
/// <param name="Vectors">A row for each image that could be read.</param>
public sealed record CandidateVectors(LayerCandidate Candidate, double ImagesPerSecond, VectorTable Vectors);

/// <param name="Read">Places of the images that could be read, among those given.</param>
public sealed record LayerVectors(IReadOnlyList<CandidateVectors> Candidates, IReadOnlyList<int> Read);

/// <summary>What is compared with what, as a person types it.</summary>
/// <param name="Candidates">Separated by commas; layers of one joined by plus signs; another network's as <c>network:layer</c>, or its id alone.</param>
/// <param name="Network">Whose layers are meant where no network is named.</param>
public sealed record ComparisonRequest(string Candidates, string Network, Pooling? Pooling = null, string Device = "auto");
