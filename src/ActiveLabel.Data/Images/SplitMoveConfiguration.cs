using ActiveLabel.Core.Images;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Images;

internal sealed class SplitMoveConfiguration : IEntityTypeConfiguration<SplitMove>
{
    /// <summary>The order in which they happened, whatever the clock said.</summary>
    public const string Sequence = nameof(Sequence);

    public void Configure(EntityTypeBuilder<SplitMove> builder)
    {
        builder.ToTable("SplitMoves");
        builder.Property<long>(Sequence).ValueGeneratedOnAdd();
        builder.HasKey(Sequence);
        builder.HasIndex(nameof(SplitMove.ProjectId), Sequence);
        builder.HasOne<Project>().WithMany().HasForeignKey(m => m.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProjectImage>().WithMany().HasForeignKey(m => m.ImageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
