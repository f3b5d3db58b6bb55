using System.Numerics.Tensors;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>Finds the range of every tensor by running the network on pictures such as it will see.</summary>
internal static class Calibration
{
    /// <param name="images">Packed pictures, each [3, H, W] of the preprocessing.</param>
    /// <exception cref="WrongUseException">A tensor takes values that are no finite numbers.</exception>
    public static IReadOnlyDictionary<string, ValueRange> Run(
        ModelProto model, IReadOnlyCollection<string> tensors, IEnumerable<float[]> images, Preprocessing preprocessing, CancellationToken cancel)
    {
        var open = model.Clone();
        open.Graph.Output.Clear();
        open.Graph.Output.AddRange(tensors.Where(t => t != NetworkEnds.Image).Select(t => new ValueInfoProto { Name = t }));
        var ranges = tensors.ToDictionary(t => t, _ => ValueRange.Nothing);
        using var trial = new TrialRun(open.ToByteArray(), optimize: false);
        foreach (var image in images)
        {
            cancel.ThrowIfCancellationRequested();
            Widen(NetworkEnds.Image, image);
            foreach (var output in trial.Run(image, 1, 3, preprocessing.Height, preprocessing.Width)) Widen(output.Name, output.Values);
        }
        return ranges;

        void Widen(string tensor, float[] values)
        {
            if (!ranges.TryGetValue(tensor, out var range)) return;
            var (low, high) = (TensorPrimitives.Min<float>(values), TensorPrimitives.Max<float>(values));
            if (!float.IsFinite(low) || !float.IsFinite(high))
                throw new WrongUseException($"The layer '{tensor}' gives values that are no finite numbers, so it cannot be held in 8 bits.");
            ranges[tensor] = range.With(low, high);
        }
    }
}
