using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Storage;

/// <summary>From values to a file's bytes and back.</summary>
internal static class Values
{
    public const float GreatestHalf = 65504;

    /// <returns>False where a finite value is too great for the form.</returns>
    public static bool Write(ReadOnlySpan<float> values, VectorForm form, Span<byte> bytes, out float tooGreat)
    {
        tooGreat = 0;
        if (form == VectorForm.Float32)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return true;
        }
        // Not a number where any value is not: then each has to be looked at.
        if (values.Length > 0 && !(TensorPrimitives.MaxMagnitude(values) <= GreatestHalf))
        {
            foreach (var value in values)
            {
                if (!float.IsFinite(value) || Math.Abs(value) <= GreatestHalf) continue;
                tooGreat = value;
                return false;
            }
        }
        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(bytes));
        return true;
    }

    public static void Read(ReadOnlySpan<byte> bytes, VectorForm form, Span<float> values)
    {
        if (form == VectorForm.Float32) MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
        else TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
    }
}
