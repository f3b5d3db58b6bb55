using Microsoft.JSInterop;

namespace ActiveLabel.Web.Intake.Choice;

/// <summary>Sets images on their way: from the browser, or straight into the queue of imports.</summary>
internal sealed class IntakeStart(ImportShelf shelf, ImportQueue queue, UploadDesk desk, IJSRuntime script, TimeProvider time)
{
    public async Task BeginAsync(long projectId, IntakeDraft draft)
    {
        var request = draft.ToRequest(projectId, Guid.NewGuid(), time.GetUtcNow());
        if (request.Folder is not null)
        {
            await shelf.AddAsync(request, CancellationToken.None);
            await queue.AddAsync(request, CancellationToken.None);
            return;
        }

        await desk.ExpectAsync(request, CancellationToken.None);
        await script.InvokeVoidAsync(
            "activelabel.intake.begin", projectId, request.Id, request.Labels == KnownLabels.Subfolder, request.Labels == KnownLabels.Csv);
    }
}
