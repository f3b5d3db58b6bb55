namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>Makes a network that was written for a certain number of images take any.</summary>
internal static class BatchDimension
{
    public static void Free(GraphProto graph, ImageInput input)
    {
        if (input.Batch is not { } images)
            return;
        var dimension = graph.Input.Single(found => found.Name == input.Name).Type.TensorType.Shape.Dim[0];
        dimension.ClearDimValue();
        dimension.DimParam = GraphWriting.Batch;
        // What the file says of tensors in between and of its outputs is for that number of images.
        graph.ValueInfo.Clear();
        foreach (var output in graph.Output.Where(output => output.Type?.TensorType is not null))
            output.Type.TensorType.Shape = null;
        FreeReshapes(graph, input.Name, images);
    }

    /// <summary>Such files often reshape to [images, ...]; 0 instead takes over the number of images.</summary>
    private static void FreeReshapes(GraphProto graph, string input, int images)
    {
        var constants = new NetworkGraph(graph);
        foreach (var node in constants.Downstream(input).Where(node => node is { OpType: "Reshape", Input.Count: > 1 }))
        {
            var shape = constants.Constant(node.Input[1]) is { } constant ? Constants.Integers(constant) : [];
            if (shape is not [var first, _, ..] || first != images)
                continue;
            shape[0] = 0;
            node.Input[1] = graph.AddConstant($"{node.Output[0]}/any_batch", [shape.Length], shape);
        }
    }
}
