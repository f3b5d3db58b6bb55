using System.Globalization;
using ActiveLabel.Core;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>
/// Weights that an ONNX file keeps in other files beside it. They are taken in, since the catalogue keeps a network as one file.
/// </summary>
internal static class ExternalWeights
{
    /// <returns>Whether there were any.</returns>
    /// <exception cref="WrongUseException">A file is missing, too short, or lies outside the network's folder.</exception>
    public static bool TakeIn(ModelProto model, string folder)
    {
        TensorProto[] tensors = [.. Tensors(model.Graph).Where(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External)];
        var total = 0L;
        foreach (var tensor in tensors)
        {
            var data = tensor.ExternalData.ToDictionary(entry => entry.Key, entry => entry.Value);
            var bytes = Read(tensor.Name, data, folder);
            total += bytes.Length;
            if (total > int.MaxValue)
                throw new WrongUseException("The weights beside the ONNX file have more than 2.1 GB. Use a smaller network.");
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
            tensor.ExternalData.Clear();
            tensor.ClearDataLocation();
        }
        return tensors.Length > 0;
    }

    private static byte[] Read(string tensor, Dictionary<string, string> data, string folder)
    {
        var location = data.GetValueOrDefault("location", "");
        var path = Path.GetFullPath(Path.Combine(folder, location));
        // A file from elsewhere must not make this program read whatever it names.
        if (location.Length == 0 || !path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new WrongUseException($"The weights '{tensor}' are said to lie in '{location}', which is not beside the ONNX file.");
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new WrongUseException(
                $"The weights '{tensor}' lie in the file '{location}', which is missing. Put it beside the ONNX file.");
        var offset = Number(data, "offset") ?? 0;
        var length = Number(data, "length") ?? (file.Length - offset);
        if (offset < 0 || length < 0 || length > int.MaxValue || offset > file.Length - length)
            throw new WrongUseException($"The file '{location}' is too short for the weights '{tensor}': it was cut off. Fetch it again.");
        var bytes = new byte[length];
        using var stream = file.OpenRead();
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static long? Number(Dictionary<string, string> data, string key) =>
        data.TryGetValue(key, out var text)
            ? long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : -1
            : null;

    /// <summary>All tensors with weights: initializers, those of Constant nodes, and the same inside branches and loops.</summary>
    private static IEnumerable<TensorProto> Tensors(GraphProto graph) =>
    [
        .. graph.Initializer,
        .. graph.Node.SelectMany(node => node.Attribute).SelectMany<AttributeProto, TensorProto>(attribute =>
        [
            .. attribute.T is { } tensor ? [tensor] : Array.Empty<TensorProto>(),
            .. attribute.Tensors,
            .. attribute.G is { } inner ? Tensors(inner) : [],
            .. attribute.Graphs.SelectMany(Tensors),
        ]),
    ];
}
