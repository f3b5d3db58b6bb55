using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Networks.Classes;

/// <summary>An installed network with its class layer still on: what it computes for an image are scores of the classes it was trained on.</summary>
/// <param name="Scores">Its vectors are the scores, [K]. Its file is temporary.</param>
/// <param name="AreProbabilities">Whether the scores come out of a softmax; else they go into one.</param>
public sealed record ClassNetwork(Featurizer Scores, bool AreProbabilities) : IDisposable
{
    public int ClassCount => Scores.VectorLength;

    /// <summary>Removes the temporary file.</summary>
    public void Dispose() => File.Delete(Scores.NetworkFile);

    /// <exception cref="WrongUseException">The network has no class layer any more, or not exactly one output.</exception>
    internal static ClassNetwork Of(NetworkDescriptor descriptor, string original)
    {
        var network = OpenNetwork.Read(original);
        var (height, width) = (descriptor.Preprocessing.Height, descriptor.Preprocessing.Width);
        var probe = network.Probe(height, width);
        if (network.Outputs is not [var output] || network.ProposedLayer(probe) == output)
            throw new WrongUseException(
                $"'{descriptor.Id}' has no class layer of its own, so it tells no classes without training: label images in a project, and score with that.");
        var tap = probe.Tap(output);
        var file = Path.Combine(Path.GetTempPath(), $"activelabel-{Path.GetRandomFileName()}.onnx");
        File.WriteAllBytes(file, network.Cut([tap], Pooling.Mean, height, width));
        return new ClassNetwork(
            new Featurizer($"{descriptor.Id}-classes", descriptor.Id, file, [output], descriptor.Preprocessing, tap.Width(Pooling.Mean)), network.EndsIn("Softmax"));
    }
}
