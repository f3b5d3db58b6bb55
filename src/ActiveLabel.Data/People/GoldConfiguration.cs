using ActiveLabel.Core.Images;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.People;

internal sealed class GoldConfiguration : IEntityTypeConfiguration<GoldImage>
{
    public void Configure(EntityTypeBuilder<GoldImage> builder)
    {
        builder.ToTable("GoldImages");
        builder.HasKey(g => g.ImageId);
        builder.Property(g => g.ImageId).ValueGeneratedNever();
        builder.HasIndex(g => g.ProjectId);
        builder.HasOne<Project>().WithMany().HasForeignKey(g => g.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProjectImage>().WithMany().HasForeignKey(g => g.ImageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProjectClass>().WithMany().HasForeignKey(g => g.ClassId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(g => g.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
