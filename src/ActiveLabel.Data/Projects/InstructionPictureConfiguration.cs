using ActiveLabel.Core.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Projects;

internal sealed class InstructionPictureConfiguration : IEntityTypeConfiguration<InstructionPicture>
{
    public void Configure(EntityTypeBuilder<InstructionPicture> builder)
    {
        builder.ToTable("InstructionPictures");
        builder.HasKey(p => new { p.ProjectId, p.Hash });
        builder.Property(p => p.ContentType).HasMaxLength(100);
        builder.HasOne<Project>().WithMany().HasForeignKey(p => p.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
