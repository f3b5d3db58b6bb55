using System.Runtime.InteropServices;
using ActiveLabel.TestKit.Running;
using Shouldly;

namespace ActiveLabel.EndToEnd.Durability;

/// <summary>What the default network's vectors of a data folder are.</summary>
internal static class StoredVectors
{
    private const int Header = 256, RowBytes = 736 * sizeof(float);

    /// <summary>Rows of the file, whether anybody counts on them or not.</summary>
    public static long CountRows(string data) => File(data) is { } file ? (new FileInfo(file).Length - Header) / RowBytes : 0;

    /// <summary>All vectors that are counted on, sorted: compacting leaves holes of zeros where there are others.</summary>
    public static async Task<List<string>> ReadAsync(string data)
    {
        await Activelabel.SucceedAsync("store", "compact", "--data", data);
        return Read(System.IO.File.ReadAllBytes(File(data).ShouldNotBeNull()));
    }

    private static List<string> Read(ReadOnlySpan<byte> file)
    {
        var rows = new List<string>();
        for (var bytes = file[Header..]; bytes.Length > 0; bytes = bytes[RowBytes..])
        {
            if (MemoryMarshal.Cast<byte, float>(bytes[..RowBytes]).ContainsAnyExcept(0f))
                rows.Add(Convert.ToBase64String(bytes[..RowBytes]));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string? File(string data)
    {
        var folder = Path.Combine(data, "vectors");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.f32").SingleOrDefault() : null;
    }
}
