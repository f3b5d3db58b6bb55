using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>
/// The weights of a TensorFlow.js layers model: <c>weightsManifest</c> names them in the order in which their bytes follow
/// each other. Quantised ones are restored as value * scale + min.
/// </summary>
internal static class WeightsManifest
{
    public static Dictionary<string, Weights> Read(JsonElement manifest, ReadOnlySpan<byte> bytes)
    {
        var weights = new Dictionary<string, Weights>();
        var offset = 0;
        foreach (var entry in manifest.EnumerateArray().SelectMany(group => group.GetProperty("weights").EnumerateArray()))
        {
            var name = entry.GetProperty("name").GetString()!;
            int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt32())];
            var values = new float[shape.Aggregate(1, (product, dimension) => checked(product * dimension))];
            offset += Fill(name, entry, bytes[offset..], values);
            weights.Add(name, new Weights(shape, values));
        }
        if (offset != bytes.Length)
            throw new WrongUseException($"The manifest lists {offset} bytes of weights, the file has {bytes.Length}.");
        return weights;
    }

    private static int Fill(string name, JsonElement entry, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        var quantised = entry.TryGetProperty("quantization", out var quantisation);
        var type = (quantised ? quantisation : entry).GetProperty("dtype").GetString();
        var size = type switch { "uint8" => 1, "uint16" => 2, "float32" => 4, _ => 0 };
        if (size == 0 || (size == 4) == quantised)
            throw new WrongUseException($"The weights '{name}' are stored as '{type}', which is not known.");
        var length = checked(values.Length * size);
        if (bytes.Length < length)
            throw new WrongUseException($"The weights end in the middle of '{name}'.");
        var source = bytes[..length];
        if (!quantised)
        {
            MemoryMarshal.Cast<byte, float>(source).CopyTo(values);
            return length;
        }
        // In double, as JavaScript does it, so that the values are those that the network's authors saw.
        var scale = quantisation.GetProperty("scale").GetDouble();
        var min = quantisation.GetProperty("min").GetDouble();
        for (var i = 0; i < values.Length; i++)
        {
            var stored = size == 1 ? source[i] : BinaryPrimitives.ReadUInt16LittleEndian(source[(2 * i)..]);
            values[i] = (float)((stored * scale) + min);
        }
        return length;
    }
}
