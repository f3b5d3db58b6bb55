using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;

namespace ActiveLabel.Tests.Vision;

/// <summary>A network of one layer, which averages the four quarters of each 8 x 8 channel: [N, 3, 8, 8] -> [N, 12].</summary>
internal static class TinyNetwork
{
    public const int VectorLength = 12;

    public static Preprocessing Input { get; } =
        new(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1));

    /// <param name="size">Height and width of the input: a multiple of 8.</param>
    /// <param name="fixedBatch">The batch that the file insists on, or 0.</param>
    /// <param name="blurs">Layers before that one, which take time.</param>
    public static Featurizer Write(string folder, int fixedBatch = 0, string id = "tiny", Preprocessing? input = null, int size = 8, int blurs = 0)
    {
        var graph = new GraphProto { Name = "tiny" };
        graph.Input.Add(Images(fixedBatch, size));
        var images = "images";
        for (var i = 0; i < blurs; i++)
        {
            var blurred = $"blurred{i}";
            graph.AddNode("AveragePool", [images], blurred, NodeAttribute.Of("kernel_shape", 3, 3), NodeAttribute.Of("pads", 1, 1, 1, 1));
            images = blurred;
        }
        graph.AddNode("AveragePool", [images], "quarters", NodeAttribute.Of("kernel_shape", size / 2, size / 2), NodeAttribute.Of("strides", size / 2, size / 2));
        graph.AddNode("Flatten", ["quarters"], "features", NodeAttribute.Of("axis", 1));
        var output = GraphWriting.Floats("features", VectorLength);
        Fix(output, fixedBatch);
        graph.Output.Add(output);
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        var file = Path.Combine(folder, id + ".onnx");
        File.WriteAllBytes(file, model.ToByteArray());
        return new Featurizer(id, id, file, ["features"], input ?? (Input with { Width = size, Height = size }), VectorLength);
    }

    private static ValueInfoProto Images(int fixedBatch, int size)
    {
        var images = GraphWriting.Floats("images", 3, size, size);
        Fix(images, fixedBatch);
        return images;
    }

    private static void Fix(ValueInfoProto value, int batch)
    {
        if (batch > 0) value.Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimValue = batch };
    }
}
