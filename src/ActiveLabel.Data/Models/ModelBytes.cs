using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Data.Models;

/// <summary>
/// A model in bytes, little-endian: layout, vector length d and class count K as int32. In the layout of linear models there
/// follow, as float32, Scale [d], Weights [K, d] and Bias [K]; that of trees is in <see cref="TreeBytes"/>.
/// </summary>
internal static class ModelBytes
{
    private const int Layout = 1;

    private const int HeaderLength = 3 * sizeof(int);

    public static byte[] Write(Classifier model) => model switch
    {
        LinearModel linear => Write(linear),
        TreeModel trees => TreeBytes.Write(trees),
        _ => throw new ArgumentException($"There are no bytes for a {model.GetType().Name}.", nameof(model)),
    };

    private static byte[] Write(LinearModel model)
    {
        var values = (float[])[.. model.Scale, .. model.Weights, .. model.Bias];
        if (values.Length != ValueCount(model.VectorLength, model.ClassCount))
            throw new ArgumentException("The model's parts do not have the lengths that it names.", nameof(model));

        var bytes = new byte[HeaderLength + (values.Length * sizeof(float))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Layout);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), model.VectorLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), model.ClassCount);
        MemoryMarshal.AsBytes(values).CopyTo(bytes.AsSpan(HeaderLength));
        return bytes;
    }

    public static Classifier Read(byte[] bytes) => (bytes.Length < HeaderLength ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes)) switch
    {
        Layout => ReadLinear(bytes),
        TreeBytes.Layout => TreeBytes.Read(bytes),
        var layout => throw new InvalidDataException($"A stored model has the unknown layout {layout}."),
    };

    private static LinearModel ReadLinear(byte[] bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        var classes = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        var values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(HeaderLength));
        if (values.Length != ValueCount(length, classes))
            throw new InvalidDataException("A stored model is cut off.");

        var weights = length * classes;
        return new LinearModel(
            length, classes, values[..length].ToArray(), values.Slice(length, weights).ToArray(), values[(length + weights)..].ToArray());
    }

    private static long ValueCount(int length, int classes) => length + ((long)length * classes) + classes;
}
