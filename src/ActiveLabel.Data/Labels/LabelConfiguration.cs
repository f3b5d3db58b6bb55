using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Labels;

internal sealed class LabelConfiguration : IEntityTypeConfiguration<LabelEntry>
{
    /// <summary>The order of the log. It only ever grows, so a clock that is turned back changes nothing.</summary>
    public const string Sequence = nameof(Sequence);

    public void Configure(EntityTypeBuilder<LabelEntry> builder)
    {
        builder.ToTable("Labels");
        builder.Property<long>(Sequence).ValueGeneratedOnAdd();
        builder.HasKey(Sequence);
        builder.HasIndex(l => l.Id).IsUnique();
        builder.HasIndex(l => l.Withdraws).IsUnique();
        builder.HasIndex(nameof(LabelEntry.ImageId), Sequence);
        builder.HasIndex(nameof(LabelEntry.ProjectId), Sequence);
        builder.HasIndex(nameof(LabelEntry.ProjectId), nameof(LabelEntry.PersonId), nameof(LabelEntry.Source), Sequence);
        builder.HasOne<Project>().WithMany().HasForeignKey(l => l.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProjectImage>().WithMany().HasForeignKey(l => l.ImageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProjectClass>().WithMany().HasForeignKey(l => l.ClassId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(l => l.ModelVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
