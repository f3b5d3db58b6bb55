using ActiveLabel.Core;
using ActiveLabel.Core.Images.Import;

namespace ActiveLabel.Web.Intake;

/// <summary>Opens what a request brings: a folder of this machine, or uploaded files and archives side by side.</summary>
internal sealed class ImportSources(ImportShelf shelf, ILabelTableReader tables)
{
    public IImportSource Open(ImportRequest request) =>
        request.Folder is { } folder ? ImportSource.Open(folder) : OpenUpload(shelf.FilesOf(request.ProjectId, request.Id));

    public ImportLabels LabelsOf(ImportRequest request) => request.Labels switch
    {
        KnownLabels.Subfolder => ImportLabels.Folder,
        KnownLabels.Prefix => ImportLabels.Prefix(request.Separator),
        KnownLabels.Csv => ReadTable(request),
        _ => ImportLabels.None,
    };

    private ImportLabels ReadTable(ImportRequest request)
    {
        var path = shelf.LabelsOf(request.ProjectId, request.Id);
        if (!File.Exists(path))
            throw new WrongUseException("The table of labels did not arrive: add the images again, together with the CSV file.");

        using var table = File.OpenRead(path);
        return ImportLabels.Table(tables.Read(table, "the CSV file"));
    }

    private static UploadedFiles OpenUpload(string folder)
    {
        var loose = new FolderSource(folder);
        var opened = new List<IImportSource>();
        try
        {
            foreach (var file in loose.Files.Where(f => IsArchive(f.Name)))
            {
                opened.Add(ImportSource.Open(Path.Combine(folder, file.Name)));
            }
        }
        catch
        {
            opened.ForEach(o => o.Dispose());
            throw;
        }

        return new UploadedFiles([.. loose.Files.Where(f => !IsArchive(f.Name)), .. opened.SelectMany(o => o.Files)], opened);
    }

    private static bool IsArchive(string name) => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private sealed class UploadedFiles(IEnumerable<ImportFile> files, IReadOnlyList<IImportSource> opened) : IImportSource
    {
        public IReadOnlyList<ImportFile> Files { get; } = [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];

        public string Name => "the upload";

        public void Dispose()
        {
            foreach (var source in opened)
            {
                source.Dispose();
            }
        }
    }
}
