using System.Text.Json;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>Reads a TensorFlow.js layers model: topology and weights manifest as JSON, and the bytes of the weights.</summary>
internal static class LayersModelReader
{
    /// <exception cref="WrongUseException">The files are not a layers model, or do not fit each other.</exception>
    public static LayersModel Read(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> weights)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var topology = document.RootElement.GetProperty("modelTopology");
            var model = topology.TryGetProperty("model_config", out var inner) ? inner : topology;
            var kind = model.GetProperty("class_name").GetString();
            if (kind is not ("Model" or "Functional"))
                throw new WrongUseException($"Only Keras networks of kind Model or Functional are read, not '{kind}'.");
            var config = model.GetProperty("config");
            var parser = new LayerParser(WeightsManifest.Read(document.RootElement.GetProperty("weightsManifest"), weights));
            return new LayersModel(
                config.GetProperty("name").GetString()!,
                [.. config.GetProperty("layers").EnumerateArray().Select(parser.Parse)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new WrongUseException($"This is not a TensorFlow.js layers model: {exception.Message}", exception);
        }
    }
}
