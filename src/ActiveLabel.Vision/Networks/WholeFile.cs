namespace ActiveLabel.Vision.Networks;

/// <summary>Writes files that are there as a whole or not at all.</summary>
public static class WholeFile
{
    public static async Task WriteAsync(string file, Func<Stream, Task> write)
    {
        var partial = $"{file}.{Path.GetRandomFileName()}.part";
        try
        {
            await using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                await write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
