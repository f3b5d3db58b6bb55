using ActiveLabel.Core.Images;
using ActiveLabel.TestKit;
using ActiveLabel.Web.Features.Images;

namespace ActiveLabel.Web.Tests.Features.Label;

public sealed class LargeImageTests
{
    [Theory]
    [InlineData(7300, 5480, 2048)]
    [InlineData(3000, 2001, 2048)]
    [InlineData(3000, 2000, null)]
    [InlineData(640, 480, null)]
    public async Task A_large_image_is_leased_by_a_picture_that_a_phone_can_hold(int width, int height, int? side)
    {
        await using var server = await LabelServer.StartAsync();
        var project = await server.ProjectAsync();
        await server.Get<IImageStore>().AddAsync(
            project.Id,
            [
                new NewImage(
                    ProjectImage.Create(
                        project.Id, ImageHash.Of("large"u8), "large.jpg", Split.Pool, 1000, new ImageHeader(width, height, "image/jpeg"), LabelServer.Noon),
                    ClassId: null),
            ],
            default);

        var image = (await server.AskAsync($"/api/projects/{project.Id}/lease", new { session = "page-one", most = 1 })).GetProperty("images")[0];

        image.GetProperty("width").GetInt32().ShouldBe(width);
        image.GetProperty("shrunk").ToString().ShouldBe($"{side}");
        image.GetProperty("url").GetString()!.Contains($"&size={side}", StringComparison.Ordinal).ShouldBe(side is not null);
    }

    [Fact]
    public async Task What_many_ask_for_at_once_is_drawn_once_and_kept()
    {
        var preview = new SlowPreview();
        var blobs = new InMemoryBlobStore();
        using var pictures = new ImagePictures(blobs, preview);
        using var gone = new CancellationTokenSource();
        var hash = blobs.Put([1]);

        var first = pictures.RenderAsync(hash, 2048, gone.Token);
        var others = Enumerable.Range(0, 5).Select(_ => pictures.RenderAsync(hash, 2048, CancellationToken.None)).ToList();
        await gone.CancelAsync();
        preview.GoOn();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await Task.WhenAll(others)).ShouldAllBe(jpeg => jpeg!.Length == 3);
        (await pictures.RenderAsync(hash, 2048, CancellationToken.None)).ShouldNotBeNull();
        preview.Drawn.ShouldBe(1);
    }

    private sealed class SlowPreview : IImagePreview
    {
        private readonly ManualResetEventSlim _goOn = new();
        private int _drawn;

        public int Drawn => _drawn;

        public void GoOn() => _goOn.Set();

        public byte[]? Render(ReadOnlySpan<byte> bytes, int longestSide)
        {
            Interlocked.Increment(ref _drawn);
            _goOn.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
            return [1, 2, 3];
        }
    }
}
