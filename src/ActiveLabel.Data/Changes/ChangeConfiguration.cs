using ActiveLabel.Core.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Changes;

/// <summary>Without foreign keys: what the log says stays, whatever becomes of what it is about.</summary>
internal sealed class ChangeConfiguration : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("Changes");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedOnAdd();
        builder.HasIndex(c => new { c.ProjectId, c.Id });
        builder.HasIndex(c => new { c.ProjectId, c.Kind, c.Id });
        builder.HasIndex(c => new { c.ProjectId, c.ActorName, c.Id });
    }
}
