using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>Names and shapes of a network's one input and of its output, checked against what its featurizer says.</summary>
/// <param name="FixedBatch">The number of images that the file insists on, or 0 where any will do.</param>
/// <param name="Views">Inputs that one picture becomes.</param>
/// <param name="OutputTail">Dimensions of one image's output: the vector length, for some files followed by ones.</param>
internal sealed record NetworkShape(string InputName, string OutputName, int FixedBatch, int Views, long[] InputTail, long[] OutputTail)
{
    public int VectorLength => (int)OutputTail[0];

    /// <exception cref="WrongUseException">The network does not fit its descriptor.</exception>
    public static NetworkShape Of(InferenceSession session, Featurizer featurizer)
    {
        var (width, height) = (featurizer.Preprocessing.Width, featurizer.Preprocessing.Height);
        if (session.InputMetadata.Count != 1) throw Unfit(featurizer, $"has {session.InputMetadata.Count} inputs instead of one");
        var (inputName, input) = session.InputMetadata.First();
        if (input.ElementType != typeof(float) || !Fits(input.Dimensions, [3, height, width]))
            throw Unfit(featurizer, $"takes {input.ElementType?.Name} {Text(input.Dimensions)} instead of 32-bit floats [N, 3, {height}, {width}]");
        var (outputName, output) = session.OutputMetadata.First();
        if (output.ElementType != typeof(float) || !FitsVector(output.Dimensions, featurizer.VectorLength))
            throw Unfit(featurizer, $"gives {output.ElementType?.Name} {Text(output.Dimensions)} instead of 32-bit floats [N, {featurizer.VectorLength}]");
        var ones = Enumerable.Repeat(1L, output.Dimensions.Length - 2);
        return new NetworkShape(
            inputName, outputName, Math.Max(0, input.Dimensions[0]), featurizer.Preprocessing.ViewCount, [3, height, width], [featurizer.VectorLength, .. ones]);
    }

    private static bool Fits(int[] dimensions, int[] tail) =>
        dimensions.Length == tail.Length + 1 && dimensions.Skip(1).Zip(tail).All(pair => pair.First == pair.Second || pair.First < 0);

    private static bool FitsVector(int[] dimensions, int length) =>
        dimensions.Length >= 2 && (dimensions[1] == length || dimensions[1] < 0) && dimensions.Skip(2).All(d => d is 1 or < 0);

    // Dimensions that are free are told as -1 by the runtime.
    private static string Text(int[] dimensions) => "[" + string.Join(", ", dimensions.Select(d => d < 0 ? "any" : d.ToString())) + "]";

    private static WrongUseException Unfit(Featurizer featurizer, string how) =>
        new($"The network {featurizer.Network} ({featurizer.NetworkFile}) {how}.");
}
