using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>
/// Memory for one inference, bound to the runtime once and used again and again. Not safe for two threads at once, but
/// different images may be written by different threads.
/// </summary>
internal sealed class TensorBatch : IDisposable
{
    private readonly NetworkShape _shape;
    private readonly float[] _input;
    private readonly float[] _output;
    private OrtValue[] _inputs = [];
    private OrtValue[] _outputs = [];
    private int _bound;

    public TensorBatch(NetworkShape shape, int capacity)
    {
        _shape = shape;
        Capacity = capacity;
        InputLength = (int)Product(shape.InputTail);
        VectorLength = (int)Product(shape.OutputTail);
        _input = GC.AllocateArray<float>(capacity * InputLength, pinned: true);
        _output = GC.AllocateArray<float>(capacity * VectorLength, pinned: true);
    }

    /// <summary>Images that it has room for.</summary>
    public int Capacity { get; }

    /// <summary>Values of one image's input, [3, H, W].</summary>
    public int InputLength { get; }

    public int VectorLength { get; }

    public Span<float> Image(int index) => _input.AsSpan(index * InputLength, InputLength);

    /// <summary>The vectors that the last inference gave, [count, VectorLength].</summary>
    public ReadOnlySpan<float> Vectors(int count) => _output.AsSpan(0, count * VectorLength);

    /// <summary>The first images and the room for their vectors as the runtime wants them.</summary>
    public (OrtValue[] Inputs, OrtValue[] Outputs) Bind(int count)
    {
        if (_shape.FixedBatch > 0) count = Capacity;
        if (_bound == count) return (_inputs, _outputs);
        Unbind();
        _inputs = [Value(_input, count, _shape.InputTail)];
        _outputs = [Value(_output, count, _shape.OutputTail)];
        _bound = count;
        return (_inputs, _outputs);
    }

    public void Dispose() => Unbind();

    private void Unbind()
    {
        foreach (var value in _inputs) value.Dispose();
        foreach (var value in _outputs) value.Dispose();
        (_inputs, _outputs, _bound) = ([], [], 0);
    }

    private static OrtValue Value(float[] memory, int count, long[] tail) => OrtValue.CreateTensorValueFromMemory(
        OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, count * (int)Product(tail)), [count, .. tail]);

    private static long Product(long[] dimensions) => dimensions.Aggregate(1L, (product, d) => product * d);
}
