using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Projects;

internal sealed class InstructionPictures(IDbContextFactory<ActiveLabelContext> contexts) : IInstructionPictures
{
    public async Task AddAsync(InstructionPicture picture, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        if (await context.InstructionPictures.AnyAsync(p => p.ProjectId == picture.ProjectId && p.Hash == picture.Hash, cancel))
            return;

        context.Add(picture);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<InstructionPicture?> FindAsync(long projectId, ImageHash hash, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.InstructionPictures.AsNoTracking().SingleOrDefaultAsync(p => p.ProjectId == projectId && p.Hash == hash, cancel);
    }
}
