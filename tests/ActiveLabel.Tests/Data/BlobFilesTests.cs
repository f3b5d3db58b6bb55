using ActiveLabel.Core.Images;

namespace ActiveLabel.Tests.Data;

public sealed class BlobFilesTests
{
    [Fact]
    public async Task Many_writers_of_the_same_bytes_leave_one_whole_file()
    {
        await using var installation = await Installation.CreateAsync();
        var blobs = installation.Get<IBlobStore>();
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        var hash = ImageHash.Of(bytes);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => blobs.PutAsync(hash, bytes, default))));

        (await blobs.ReadAsync(hash, default)).ShouldBe(bytes);
        using var stream = blobs.OpenRead(hash);
        stream.Length.ShouldBe(bytes.Length);
        Directory.EnumerateFiles(installation.Folder.Images, "*", SearchOption.AllDirectories).ShouldBe(
            [Path.Combine(installation.Folder.Images, hash.Hex[..2], hash.Hex)]);
    }

    [Fact]
    public async Task Bytes_that_nobody_kept_are_not_found()
    {
        await using var installation = await Installation.CreateAsync();
        var blobs = installation.Get<IBlobStore>();

        await Should.ThrowAsync<FileNotFoundException>(() => blobs.ReadAsync(ImageHash.Of([1]), default));
        Should.Throw<FileNotFoundException>(() => blobs.OpenRead(ImageHash.Of([1])));
    }
}
