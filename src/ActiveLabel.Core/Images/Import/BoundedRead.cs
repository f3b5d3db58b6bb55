namespace ActiveLabel.Core.Images.Import;

/// <summary>Reads files whose length nobody vouches for.</summary>
internal static class BoundedRead
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const long LargestFile = 256L << 20;

    private const int ChunkLength = 1 << 16;

    /// <summary>Reads to the end, and gives up as soon as the file proves longer than <paramref name="most"/>.</summary>
    /// <param name="expected">Length that the source claims: a hint for the first buffer, nothing more.</param>
    /// <exception cref="RefusedFileException">It is longer.</exception>
    public static async Task<byte[]> AllAsync(Stream stream, long expected, long most, string tooLong, CancellationToken cancel)
    {
        using var bytes = new MemoryStream((int)Math.Clamp(expected, 0, Math.Min(most, 16 << 20)));
        var chunk = new byte[ChunkLength];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancel)) > 0)
        {
            if (bytes.Length + read > most)
                throw new RefusedFileException(tooLong);

            bytes.Write(chunk, 0, read);
        }

        return bytes.ToArray();
    }

    public static Task<byte[]> AllAsync(Stream stream, long expected, CancellationToken cancel) =>
        AllAsync(stream, expected, LargestFile, $"the file is larger than {LargestFile >> 20} MB", cancel);
}
