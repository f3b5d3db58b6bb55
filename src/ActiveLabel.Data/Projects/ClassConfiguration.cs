using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Projects;

internal sealed class ClassConfiguration : IEntityTypeConfiguration<ProjectClass>
{
    public void Configure(EntityTypeBuilder<ProjectClass> builder)
    {
        builder.ToTable("Classes");
        builder.Property(c => c.Name).HasMaxLength(ProjectClass.LongestName);
        StoredJson.Keep(builder.Property(c => c.ExampleIds), StoredJson.Default.IReadOnlyListInt64);
        builder.Property(c => c.Key).HasMaxLength(1);
        builder.Ignore(c => c.Meaning);
        builder.HasIndex(c => new { c.ProjectId, c.Ordinal }).IsUnique();
    }
}
