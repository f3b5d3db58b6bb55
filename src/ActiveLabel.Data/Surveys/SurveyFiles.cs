using ActiveLabel.Core;
using ActiveLabel.Core.Features.Map;

namespace ActiveLabel.Data.Surveys;

/// <summary>One file a project, in the data folder's <c>surveys</c>. It can be deleted: a survey is made anew from the vectors.</summary>
internal sealed class SurveyFiles(DataFolder folder) : ISurveyStore
{
    public Task SaveAsync(long projectId, ImageSurvey survey, CancellationToken cancel) =>
        WholeFile.WriteAsync(PathOf(projectId), file => Task.Run(() => SurveyBytes.Write(survey, file), cancel), cancel);

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
