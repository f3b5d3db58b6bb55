using ActiveLabel.Core;
using ActiveLabel.Core.Features.Map;

namespace ActiveLabel.Data.Surveys;

/// <summary>One file a project, in the data folder's <c>surveys</c>. It can be deleted: a survey is made anew from the vectors.</summary>
internal sealed class SurveyFiles(DataFolder folder) : ISurveyStore
{
    public async Task SaveAsync(long projectId, ImageSurvey survey, CancellationToken cancel)
    {
        if (!Directory.Exists(folder.Surveys))
        {
            Directory.CreateDirectory(folder.Surveys);
            DiskFlush.Folder(folder.Root);
        }

        var unfinished = Path.Combine(folder.Surveys, $".{Guid.NewGuid():N}.tmp");
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await Task.Run(() => SurveyBytes.Write(survey, file), cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, PathOf(projectId), overwrite: true);
            DiskFlush.Folder(folder.Surveys);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public Task<ImageSurvey?> FindAsync(long projectId, CancellationToken cancel) => Task.Run(
        () =>
        {
            try
            {
                using var file = new FileStream(PathOf(projectId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
                return SurveyBytes.Read(file);
            }
            catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        },
        cancel);

    private string PathOf(long projectId) => Path.Combine(folder.Surveys, $"{projectId}.survey");
}
