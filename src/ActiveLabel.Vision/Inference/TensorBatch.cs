using System.Numerics.Tensors;
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
    private (OrtValue[] Input, OrtValue[] Output)[] _parts = [];
    private int _bound;

    public TensorBatch(NetworkShape shape, int capacity)
    {
        _shape = shape;
        Capacity = capacity;
        InputLength = shape.Views * (int)Product(shape.InputTail);
        VectorLength = (int)Product(shape.OutputTail);
        _input = GC.AllocateArray<float>(capacity * InputLength, pinned: true);
        _output = GC.AllocateArray<float>(capacity * shape.Views * VectorLength, pinned: true);
    }

    /// <summary>Images that it has room for.</summary>
    public int Capacity { get; }

    /// <summary>Values of one image's input, [views, 3, H, W].</summary>
    public int InputLength { get; }

    public int VectorLength { get; }

    public Span<float> Image(int index) => _input.AsSpan(index * InputLength, InputLength);

    /// <summary>The vectors that the last inference gave, [count, VectorLength].</summary>
    public ReadOnlySpan<float> Vectors(int count) => _output.AsSpan(0, count * VectorLength);

    /// <summary>
    /// The views of the first images and the room for their vectors as the runtime wants them: one part for each view of
    /// a picture, each of as many views as there are images.
    /// </summary>
    public (OrtValue[] Input, OrtValue[] Output)[] Bind(int count)
    {
        if (_shape.FixedBatch > 0) count = Capacity;
        if (_bound == count) return _parts;
        Unbind();
        _parts = new (OrtValue[], OrtValue[])[_shape.Views];
        for (var part = 0; part < _parts.Length; part++)
            _parts[part] = ([Value(_input, part, count, _shape.InputTail)], [Value(_output, part, count, _shape.OutputTail)]);
        _bound = count;
        return _parts;
    }

    /// <summary>Makes one vector of those of each image's views, and moves them together.</summary>
    public void AverageViews(int count)
    {
        var views = _shape.Views;
        if (views == 1) return;
        for (var image = 0; image < count; image++)
        {
            // Its place is behind it, or its own first view's, so nothing that is still to be read is overwritten.
            var mean = Vector(image);
            Vector(image * views).CopyTo(mean);
            for (var view = 1; view < views; view++) TensorPrimitives.Add(mean, Vector(image * views + view), mean);
            TensorPrimitives.Divide(mean, views, mean);
        }
    }

    public void Dispose() => Unbind();

    private void Unbind()
    {
        foreach (var (input, output) in _parts)
        {
            input[0].Dispose();
            output[0].Dispose();
        }
        (_parts, _bound) = ([], 0);
    }

    private Span<float> Vector(int row) => _output.AsSpan(row * VectorLength, VectorLength);

    private static OrtValue Value(float[] memory, int part, int count, long[] tail)
    {
        var length = count * (int)Product(tail);
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(part * length, length), [count, .. tail]);
    }

    private static long Product(long[] dimensions) => dimensions.Aggregate(1L, (product, d) => product * d);
}
