using System.IO.Compression;
using System.Net;
using System.Text;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Web.Intake;

namespace ActiveLabel.Web.Tests.Intake;

public sealed class UploadTests
{
    [Fact]
    public async Task Uploaded_files_become_labelled_images_with_vectors_and_a_round_is_asked_for()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var import = await server.ExpectAsync(project, KnownLabels.Subfolder);
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Knots.Jpeg(0)), "file", Uri.EscapeDataString("sound/a \"quoted\" 🪵.jpg") },
            { new ByteArrayContent(Knots.Jpeg(1)), "file", Uri.EscapeDataString("dry/b.jpg") },
        };

        (await server.Client.PostAsync(import + "/files", form)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.SendAsync(import, "dry/c.jpg", Knots.Jpeg(2))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.Client.PostAsync(import + "/start", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        (await server.ReportAsync(project)).Added.ShouldBe(3);
        await WebServer.UntilAsync(async () => (await server.CountAsync(project)).Featurized == 3);
        await WebServer.UntilAsync(() => Task.FromResult(server.Get<RoundsAsked>().Count > 0));
        var images = await server.Get<IImageStore>().ListAsync(project.Id, default);
        images.ShouldContain(i => i.Image.FileName == "sound/a \"quoted\" 🪵.jpg" && i.Answer!.ClassId == project.Classes[0].Id && i.Answer.Source == LabelSource.Import);
        (await server.Get<ImportShelf>().UnfinishedAsync(project.Id, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_file_arrives_in_pieces_any_of_which_may_come_twice()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var import = await server.ExpectAsync(project);
        var bytes = Knots.Jpeg(0);
        var half = bytes.Length / 2;

        await server.SendAsync(import, "a.jpg", bytes[..half]);
        await server.SendAsync(import, "a.jpg", bytes[half..], half);
        (await server.SendAsync(import, "a.jpg", bytes[half..], half)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var gap = await server.SendAsync(import, "a.jpg", [1], bytes.Length + 7);
        await server.Client.PostAsync(import + "/start", null);

        gap.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await gap.Content.ReadAsStringAsync()).ShouldContain($"{bytes.Length} bytes");
        await server.ReportAsync(project);
        var image = (await server.Get<IImageStore>().ListAsync(project.Id, default)).ShouldHaveSingleItem().Image;
        image.Hash.ShouldBe(ImageHash.Of(bytes));
    }

    [Fact]
    public async Task A_zip_is_imported_and_what_is_broken_in_it_is_listed_with_its_reason()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var import = await server.ExpectAsync(project);
        await server.SendAsync(import, "knots.zip", Zip(("a.jpg", Knots.Jpeg(0)), ("text.jpg", "not a picture"u8.ToArray()), ("empty.png", []), ("notes.txt", [1])));
        await server.Client.PostAsync(import + "/start", null);

        var report = await server.ReportAsync(project);
        report.Failure.ShouldBeNull();
        report.Added.ShouldBe(1);
        report.Refused.Select(r => r.File).ShouldBe(["empty.png", "text.jpg"], ignoreOrder: true);
        report.Refused.ShouldAllBe(r => r.Reason.Length > 5);
        report.PassedOver.ShouldBe(1);
    }

    [Fact]
    public async Task A_table_that_does_not_fit_the_files_imports_nothing_and_names_the_lines()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var import = await server.ExpectAsync(project, KnownLabels.Csv);
        await server.SendAsync(import, "a.jpg", Knots.Jpeg(0));
        await server.Client.PutAsync(import + "/labels?offset=0", new ByteArrayContent(Encoding.UTF8.GetBytes("file,label\na.jpg,rotten\nb.jpg,dry\n")));
        await server.Client.PostAsync(import + "/start", null);

        var failure = (await server.ReportAsync(project)).Failure.ShouldNotBeNull();
        failure.ShouldContain("line 2");
        failure.ShouldContain("line 3");
        (await server.CountAsync(project)).Pool.ShouldBe(0);
    }

    [Theory]
    [InlineData("../../outside.jpg")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b.jpg")]
    [InlineData("C:\\windows\\a.jpg")]
    [InlineData("a//b.jpg")]
    [InlineData("nul\0.jpg")]
    public async Task A_name_that_leads_out_of_the_upload_is_refused(string path)
    {
        await using var server = await WebServer.StartAsync();
        var import = await server.ExpectAsync(await server.ProjectAsync());

        (await server.SendAsync(import, path, [1])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Nothing_can_be_added_to_an_import_that_has_started_or_never_was()
    {
        await using var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var import = await server.ExpectAsync(project);
        await server.SendAsync(import, "a.jpg", Knots.Jpeg(0));
        await server.Client.PostAsync(import + "/start", null);

        (await server.SendAsync(import, "b.jpg", Knots.Jpeg(1))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.SendAsync($"/api/projects/{project.Id}/imports/{Guid.NewGuid()}", "b.jpg", [1])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_import_that_a_stop_cut_off_is_done_by_the_next_start()
    {
        var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        var import = await server.ExpectAsync(project);
        await server.SendAsync(import, "a.jpg", Knots.Jpeg(0));
        var shelf = server.Get<ImportShelf>();
        shelf.MarkStarted((await shelf.UnfinishedAsync(project.Id, default)).Single());

        await using var next = await server.RestartAsync();

        (await next.ReportAsync(project)).Added.ShouldBe(1);
        await WebServer.UntilAsync(async () => (await next.CountAsync(project)).Featurized == 1);
    }

    [Fact]
    public async Task An_upload_that_was_cut_off_waits_for_a_decision()
    {
        var server = await WebServer.StartAsync();
        var project = await server.ProjectAsync();
        await server.SendAsync(await server.ExpectAsync(project), "a.jpg", Knots.Jpeg(0));

        await using var next = await server.RestartAsync();
        var shelf = next.Get<ImportShelf>();
        var left = (await shelf.UnfinishedAsync(project.Id, default)).ShouldHaveSingleItem();
        shelf.IsStarted(left).ShouldBeFalse();
        await next.Get<UploadDesk>().DiscardAsync(project.Id, left.Id, default);

        (await shelf.UnfinishedAsync(project.Id, default)).ShouldBeEmpty();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return memory.ToArray();
    }
}
