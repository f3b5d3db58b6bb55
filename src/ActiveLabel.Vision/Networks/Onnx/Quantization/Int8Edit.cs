namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>
/// Static quantisation as a graph edit: each tensor of the plan is followed by a pair of nodes that rounds it to 8 bits and
/// takes it back, and weights are stored in 8 bits; ONNX Runtime makes integer kernels of it (Jacob et al. 2018,
/// "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference"; a scale for each output
/// channel after Krishnamoorthi 2018, "Quantizing deep convolutional networks for efficient inference").
/// </summary>
internal sealed class Int8Edit
{
    private readonly GraphProto _graph;
    private readonly Int8Plan _plan;
    private readonly IReadOnlyDictionary<string, ValueRange> _ranges;
    private readonly Dictionary<string, string> _rounded = [];

    private Int8Edit(GraphProto graph, Int8Plan plan, IReadOnlyDictionary<string, ValueRange> ranges) =>
        (_graph, _plan, _ranges) = (graph, plan, ranges);

    /// <param name="model">Its batch normalisations folded into the convolutions.</param>
    /// <param name="floats">Convolutions at the start that stay in floats.</param>
    /// <param name="ranges">Of the plan's tensors.</param>
    public static ModelProto Apply(ModelProto model, int floats, IReadOnlyDictionary<string, ValueRange> ranges)
    {
        var edited = model.Clone();
        new Int8Edit(edited.Graph, new Int8Plan(edited, floats), ranges).Rewrite();
        return edited;
    }

    private void Rewrite()
    {
        NodeProto[] nodes = [.. _graph.Node];
        _graph.Node.Clear();
        if (_plan.Tensors.Contains(NetworkEnds.Image)) Round(NetworkEnds.Image);
        foreach (var node in nodes)
        {
            if (node.OpType == "Conv" && _plan.Includes(node)) RoundWeights(node);
            for (var i = 0; i < node.Input.Count; i++) node.Input[i] = _rounded.GetValueOrDefault(node.Input[i], node.Input[i]);
            _graph.Node.Add(node);
            foreach (var output in node.Output.Where(_plan.Tensors.Contains)) Round(output);
        }
        // The weights in floats would make the file larger for nothing.
        _graph.DropUnreadConstants();
    }

    private void Round(string tensor)
    {
        var range = _ranges[tensor];
        _graph.AddConstant($"{tensor}/scale", [], range.Scale);
        _graph.AddConstant($"{tensor}/zero", [], range.ZeroPoint);
        _graph.AddNode("QuantizeLinear", [tensor, $"{tensor}/scale", $"{tensor}/zero"], $"{tensor}/levels");
        _graph.AddNode("DequantizeLinear", [$"{tensor}/levels", $"{tensor}/scale", $"{tensor}/zero"], $"{tensor}/rounded");
        _rounded[tensor] = $"{tensor}/rounded";
    }

    private void RoundWeights(NodeProto node)
    {
        var kernel = _plan.Constant(node.Input[1])!;
        var weights = PerChannelWeights.Of(Constants.Floats(kernel), (int)kernel.Dims[0]);
        // One kernel may serve several nodes, and nodes need no name; what a node gives names it surely.
        var name = $"{node.Output[0]}/kernel";
        AddRounded<sbyte>(name, weights.Levels, [.. kernel.Dims], weights.Scales);
        if (node.Input.Count > 2 && node.Input[2].Length > 0 && _plan.Constant(node.Input[2]) is { } bias)
        {
            // The integer kernels add it to products of an input's and a weight's levels, so it has the product of their scales.
            var input = _ranges[node.Input[0]].Scale;
            float[] scales = [.. weights.Scales.Select(scale => scale * input)];
            int[] levels = [.. Constants.Floats(bias).Zip(scales, (value, scale) => (int)Math.Clamp(Math.Round(value / (double)scale), int.MinValue, int.MaxValue))];
            node.Input[2] = $"{node.Output[0]}/bias";
            AddRounded<int>(node.Input[2], levels, [levels.Length], scales);
        }
        node.Input[1] = name;
    }

    private void AddRounded<T>(string name, T[] levels, long[] shape, float[] scales)
        where T : unmanaged
    {
        _graph.AddConstant($"{name}/levels", shape, levels);
        _graph.AddConstant($"{name}/scales", [scales.Length], scales);
        _graph.AddConstant($"{name}/zeros", [scales.Length], new T[scales.Length]);
        _graph.AddNode("DequantizeLinear", [$"{name}/levels", $"{name}/scales", $"{name}/zeros"], name, NodeAttribute.Of("axis", 0));
    }
}
