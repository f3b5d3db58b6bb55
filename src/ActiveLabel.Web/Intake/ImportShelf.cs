using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveLabel.Core;

namespace ActiveLabel.Web.Intake;

/// <summary>
/// Imports on disk, one folder each: <c>imports/{project}/{import}/</c> with the request, the files that were uploaded
/// and, in the end, the report. What is there survives closed tabs and restarts.
/// </summary>
internal sealed class ImportShelf(DataFolder data)
{
    private const string RequestFile = "request.json";
    private const string ReportFile = "report.json";
    private const string StartedFile = "started";
    private const string LabelsFile = "labels.csv";

    public async Task AddAsync(ImportRequest request, CancellationToken cancel)
    {
        Directory.CreateDirectory(FilesOf(request.ProjectId, request.Id));
        await WriteAsync(Path.Combine(FolderOf(request.ProjectId, request.Id), RequestFile), request, ImportJson.Default.ImportRequest, cancel);
    }

    /// <summary>Null where there is none, or it is over.</summary>
    public async Task<ImportRequest?> FindAsync(long projectId, Guid id, CancellationToken cancel)
    {
        var folder = FolderOf(projectId, id);
        return File.Exists(Path.Combine(folder, ReportFile)) ? null : await ReadAsync(Path.Combine(folder, RequestFile), ImportJson.Default.ImportRequest, cancel);
    }

    /// <summary>Everything is there: from now on a restart goes on with it.</summary>
    public void MarkStarted(ImportRequest request) =>
        File.WriteAllBytes(Path.Combine(FolderOf(request.ProjectId, request.Id), StartedFile), []);

    public bool IsStarted(ImportRequest request) => File.Exists(Path.Combine(FolderOf(request.ProjectId, request.Id), StartedFile));

    public string FilesOf(long projectId, Guid id) => Path.Combine(FolderOf(projectId, id), "files");

    /// <summary>Where the table of an upload lies, if there is one.</summary>
    public string LabelsOf(long projectId, Guid id) => Path.Combine(FolderOf(projectId, id), LabelsFile);

    /// <summary>Keeps the report and lets go of the files.</summary>
    public async Task EndAsync(ImportRequest request, ImportReport report, CancellationToken cancel)
    {
        var folder = FolderOf(request.ProjectId, request.Id);
        await WriteAsync(Path.Combine(folder, ReportFile), report, ImportJson.Default.ImportReport, cancel);
        Directory.Delete(FilesOf(request.ProjectId, request.Id), recursive: true);
        File.Delete(LabelsOf(request.ProjectId, request.Id));
    }

    public void Discard(ImportRequest request) => Directory.Delete(FolderOf(request.ProjectId, request.Id), recursive: true);

    /// <summary>Reports of a project's imports, newest first.</summary>
    public async Task<IReadOnlyList<ImportReport>> ReportsAsync(long projectId, CancellationToken cancel)
    {
        var reports = new List<ImportReport>();
        foreach (var folder in Folders(projectId))
        {
            if (await ReadAsync(Path.Combine(folder, ReportFile), ImportJson.Default.ImportReport, cancel) is { } report)
                reports.Add(report);
        }

        return [.. reports.OrderByDescending(r => r.At)];
    }

    /// <summary>Imports of one project, or of all, that have no report yet, oldest first.</summary>
    public async Task<IReadOnlyList<ImportRequest>> UnfinishedAsync(long? projectId, CancellationToken cancel)
    {
        var requests = new List<ImportRequest>();
        foreach (var folder in projectId is { } one ? Folders(one) : AllFolders())
        {
            if (!File.Exists(Path.Combine(folder, ReportFile))
                && await ReadAsync(Path.Combine(folder, RequestFile), ImportJson.Default.ImportRequest, cancel) is { } request)
                requests.Add(request);
        }

        return [.. requests.OrderBy(r => r.At)];
    }

    private IEnumerable<string> AllFolders() =>
        Directory.Exists(data.Imports) ? Directory.GetDirectories(data.Imports).SelectMany(Directory.GetDirectories) : [];

    private IEnumerable<string> Folders(long projectId)
    {
        var folder = Path.Combine(data.Imports, projectId.ToString());
        return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
    }

    private string FolderOf(long projectId, Guid id) => Path.Combine(data.Imports, projectId.ToString(), id.ToString("N"));

    /// <summary>Whole or not at all: a reader never meets half a file.</summary>
    private static async Task WriteAsync<T>(string path, T value, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var draft = path + ".new";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(value, type), cancel);
        File.Move(draft, path, overwrite: true);
    }

    private static async Task<T?> ReadAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        if (!File.Exists(path))
            return null;

        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync(file, type, cancel);
    }
}
