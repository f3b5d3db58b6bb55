using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Projects;

internal sealed class ProjectConfiguration : IEntityTypeConfiguration<Project>
{
    /// <summary>The name in capitals: unique without regard to case in every database.</summary>
    public const string NameKey = nameof(NameKey);

    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.Property(p => p.Name).HasMaxLength(Project.LongestName);
        builder.Property<string>(NameKey).IsRequired().HasMaxLength(Project.LongestName);
        builder.HasIndex(NameKey).IsUnique();
        builder.Property(p => p.Network).HasMaxLength(200);
        StoredJson.Keep(builder.Property(p => p.Policy), StoredJson.Default.ProjectPolicy);
        builder.Ignore(p => p.Classes);
        builder.Navigation(p => p.AllClasses).HasField("_classes");
        builder.HasMany(p => p.AllClasses).WithOne().HasForeignKey(c => c.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
