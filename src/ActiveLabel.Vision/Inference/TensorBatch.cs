using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>
/// Memory for one inference, bound to the runtime once and used again and again. Not safe for two threads at once, but
/// different images may be written by different threads.
/// </summary>
internal sealed class TensorBatch : IDisposable
{
    private const int MostBindings = 32;

    private readonly NetworkShape _shape;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly Func<OrtIoBinding>? _createBinding;
    private readonly Dictionary<(int From, int Count), BoundRows> _bound = [];

    /// <param name="shape">Of the network.</param>
    /// <param name="capacity">Images that it has room for.</param>
    /// <param name="createBinding">Of a session whose device reads and writes the program's own memory; null for another.</param>
    public TensorBatch(NetworkShape shape, int capacity, Func<OrtIoBinding>? createBinding)
    {
        (_shape, _createBinding) = (shape, createBinding);
        Capacity = capacity;
        InputLength = shape.Views * (int)Product(shape.InputTail);
        VectorLength = shape.VectorLength;
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

    /// <summary>Some rows, each one view of a picture, and the room for their vectors as the runtime wants them.</summary>
    public BoundRows Bind(int from, int count)
    {
        if (_bound.TryGetValue((from, count), out var there)) return there;
        // Full batches and the last one have their bindings; more come only where memory runs short.
        if (_bound.Count > MostBindings) Unbind();
        return _bound[(from, count)] = new BoundRows(
            _shape, Value(_input, from, count, _shape.InputTail), Value(_output, from, count, _shape.OutputTail), _createBinding?.Invoke());
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
        foreach (var rows in _bound.Values) rows.Dispose();
        _bound.Clear();
    }

    private Span<float> Vector(int row) => _output.AsSpan(row * VectorLength, VectorLength);

    private static OrtValue Value(float[] memory, int from, int count, long[] tail)
    {
        var each = (int)Product(tail);
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(from * each, count * each), [count, .. tail]);
    }

    private static long Product(long[] dimensions) => dimensions.Aggregate(1L, (product, d) => product * d);
}
