using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Projects.ClassChanges;

internal sealed class ClassChangeConfiguration : IEntityTypeConfiguration<ClassChange>
{
    public void Configure(EntityTypeBuilder<ClassChange> builder)
    {
        builder.ToTable("ClassChanges");
        builder.HasKey(c => c.Sequence);
        builder.Property(c => c.Sequence).ValueGeneratedOnAdd();
        builder.Property(c => c.ClassName).HasMaxLength(ProjectClass.LongestName);
        builder.Property(c => c.NewName).HasMaxLength(ProjectClass.LongestName);
        StoredJson.Keep(builder.Property(c => c.Parts), StoredJson.Default.IReadOnlyListClassPart);
        builder.Ignore(c => c.KeepsClass);
        builder.HasIndex(c => new { c.ProjectId, c.Sequence });
        // Two who undo one change at once: the second is told.
        builder.HasIndex(c => c.Undoes).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(c => c.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProjectClass>().WithMany().HasForeignKey(c => c.ClassId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
