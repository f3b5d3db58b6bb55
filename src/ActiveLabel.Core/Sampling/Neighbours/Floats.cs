using System.Runtime.InteropServices;

namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>Arrays of numbers in bytes, their length first.</summary>
internal static class Floats
{
    public static void Write(BinaryWriter writer, float[] values)
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes<float>(values));
    }

    public static float[] Read(BinaryReader reader)
    {
        var values = new float[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
