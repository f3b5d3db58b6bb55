using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>The one input of a network that takes pictures in three channels.</summary>
/// <param name="Layout">Channels first or last.</param>
/// <param name="Height">Null where the network takes any.</param>
/// <param name="Width">Null where the network takes any.</param>
/// <param name="Batch">The number of images at once that the file names, null where it takes any.</param>
/// <param name="Half">Whether it takes 16-bit floats.</param>
internal sealed record ImageInput(string Name, Layout Layout, int? Height, int? Width, int? Batch, bool Half)
{
    /// <exception cref="WrongUseException">The network takes no pictures, or something besides; the message says what it takes.</exception>
    public static ImageInput Find(NetworkGraph graph)
    {
        ValueInfoProto[] inputs = [.. graph.Inputs];
        ImageInput[] found = [.. inputs.Select(input => Read(graph, input)).OfType<ImageInput>()];
        if (found.Length == 1 && inputs.Length == 1)
            return found[0];
        var taken = inputs.Length == 0 ? "nothing" : string.Join(", ", inputs.Select(Describe));
        throw new WrongUseException(
            $"This network has no image input that could be used. It takes {taken}; needed is one input of float32 or float16 and of the shape "
            + "[N, 3, height, width] or [N, height, width, 3]. Export it so, without further inputs.");
    }

    private static ImageInput? Read(NetworkGraph graph, ValueInfoProto input)
    {
        var tensor = input.Type?.TensorType;
        var half = tensor?.ElemType == (int)TensorProto.Types.DataType.Float16;
        if ((!half && tensor?.ElemType != (int)TensorProto.Types.DataType.Float) || tensor?.Shape is not { Dim.Count: 4 } shape)
            return null;
        int?[] sizes = [.. shape.Dim.Select(Size)];
        return sizes switch
        {
            [var batch, 3, var height, var width] => new ImageInput(input.Name, Layout.ChannelsFirst, height, width, batch, half),
            [var batch, var height, var width, 3] => new ImageInput(input.Name, Layout.ChannelsLast, height, width, batch, half),
            [var batch, null, var height, var width] when FeedsConvolutionOfThree(graph, input.Name) =>
                new ImageInput(input.Name, Layout.ChannelsFirst, height, width, batch, half),
            _ => null,
        };
    }

    private static int? Size(TensorShapeProto.Types.Dimension dimension) =>
        dimension is { HasDimValue: true, DimValue: > 0 and <= int.MaxValue } ? (int)dimension.DimValue : null;

    /// <summary>Where the file leaves all sizes open, the kernel that reads the pictures tells the number of channels.</summary>
    private static bool FeedsConvolutionOfThree(NetworkGraph graph, string input) => graph.Graph.Node.Any(node =>
        node is { OpType: "Conv", Input.Count: > 1 } && node.Input[0] == input && graph.Constant(node.Input[1]) is { Dims: [_, 3, ..] });

    private static string Describe(ValueInfoProto input)
    {
        if (input.Type?.TensorType is not { } tensor)
            return $"'{input.Name}', which is no tensor";
        var sizes = tensor.Shape?.Dim.Select(dimension => dimension.HasDimValue ? $"{dimension.DimValue}" : "any") ?? ["unknown"];
        return $"'{input.Name}' ({((TensorProto.Types.DataType)tensor.ElemType).ToString().ToLowerInvariant()} [{string.Join(", ", sizes)}])";
    }
}
