using System.Runtime.InteropServices;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Features.Map;

/// <summary>
/// A survey as bytes: 8 bytes magic, format version, then its fields in the order in which they are written here, arrays with
/// their length before them, all little-endian, and the magic again: what was cut off is noticed.
/// </summary>
public static class SurveyBytes
{
    private const int Version = 1;

    private const ulong Magic = 0x59_45_56_52_55_53_4C_41; // ALSURVEY

    public static void Write(ImageSurvey survey, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(survey.FeaturizerId);
        writer.Write(survey.MadeAt.ToUnixTimeMilliseconds());
        writer.Write(survey.LeftOut);
        Write(writer, survey.ImageIds);
        Write(writer, survey.Places);
        Write(writer, survey.Loneliness);
        Write(writer, survey.Regions);
        writer.Write(survey.HasGroups);
        writer.Write(survey.Groups.Count);
        foreach (var group in survey.Groups)
        {
            Write<long>(writer, [.. group.ImageIds]);
            Write<float>(writer, [.. group.Cosines]);
        }

        writer.Write(survey.Whitening is not null);
        survey.Whitening?.Write(writer);
        writer.Write(Magic);
    }

    /// <returns>Null where the bytes are no survey that this version of the program can read: it is made anew then.</returns>
    public static ImageSurvey? Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt64() != Magic || reader.ReadInt32() != Version) return null;
            var (featurizer, at, leftOut) = (reader.ReadString(), DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()), reader.ReadInt32());
            var (ids, places, lonely, regions) = (Read<long>(reader), Read<float>(reader), Read<float>(reader), Read<byte>(reader));
            if (places.Length != 2 * ids.Length || lonely.Length != ids.Length || regions.Length != ids.Length) return null;
            var hasGroups = reader.ReadBoolean();
            var groups = new ImageGroup[Bounded(reader.ReadInt32(), ids.Length)];
            for (var i = 0; i < groups.Length; i++) groups[i] = new ImageGroup(Read<long>(reader), Read<float>(reader));
            var whitening = reader.ReadBoolean() ? Whitening.Read(reader) : null;
            return reader.ReadUInt64() == Magic ? new ImageSurvey(featurizer, at, leftOut, ids, places, lonely, regions, hasGroups ? groups : null, whitening) : null;
        }
        catch (Exception cut) when (cut is EndOfStreamException or OverflowException or InvalidDataException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    private static T[] Read<T>(BinaryReader reader)
        where T : unmanaged
    {
        var values = new T[Bounded(reader.ReadInt32(), int.MaxValue / 8)];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static int Bounded(int count, int most) => count >= 0 && count <= most ? count : throw new InvalidDataException($"{count} is no number of values.");
}
