using ActiveLabel.Core.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Projects;

internal sealed class ClassConfiguration : IEntityTypeConfiguration<ProjectClass>
{
    public void Configure(EntityTypeBuilder<ProjectClass> builder)
    {
        builder.ToTable("Classes");
        builder.Property(c => c.Name).HasMaxLength(ProjectClass.LongestName);
        builder.Property(c => c.Key).HasMaxLength(1);
        builder.HasIndex(c => new { c.ProjectId, c.Ordinal }).IsUnique();
    }
}
