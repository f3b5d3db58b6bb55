using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>Memory of one inference's input and output, made known to the runtime once.</summary>
internal sealed class BoundRows : IDisposable
{
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly OrtIoBinding? _binding;

    /// <param name="shape">Of the network.</param>
    /// <param name="input">In the program's memory.</param>
    /// <param name="output">In the program's memory.</param>
    /// <param name="binding">
    /// Of a session on the CPU, or null. With it a run allocates nothing. A GPU would be given the input when it is bound,
    /// not when it is computed, so there the runtime is told anew each time, which costs some hundred bytes a batch.
    /// </param>
    public BoundRows(NetworkShape shape, OrtValue input, OrtValue output, OrtIoBinding? binding)
    {
        (_inputNames, _outputNames) = ([shape.InputName], [shape.OutputName]);
        (_inputs, _outputs, _binding) = ([input], [output], binding);
        binding?.BindInput(shape.InputName, input);
        binding?.BindOutput(shape.OutputName, output);
    }

    public void Run(InferenceSession session, RunOptions options)
    {
        if (_binding is null) session.Run(options, _inputNames, _inputs, _outputNames, _outputs);
        else session.RunWithBinding(options, _binding);
    }

    public void Dispose()
    {
        _binding?.Dispose();
        _inputs[0].Dispose();
        _outputs[0].Dispose();
    }
}
