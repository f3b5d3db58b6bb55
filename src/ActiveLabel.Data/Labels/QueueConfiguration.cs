using ActiveLabel.Core.Images;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Labels;

internal sealed class QueueConfiguration : IEntityTypeConfiguration<QueueRow>
{
    public void Configure(EntityTypeBuilder<QueueRow> builder)
    {
        builder.ToTable("Queue");
        builder.HasKey(q => q.ImageId);
        builder.Property(q => q.ImageId).ValueGeneratedNever();
        builder.Ignore(q => q.Why);
        builder.Property(q => q.LeaseSession).HasMaxLength(100);
        // The order of leasing: the first free image is found at its head, whatever the number of images.
        builder.HasIndex(q => new { q.ProjectId, q.Done, q.Skips, q.Round, q.Rank }).IsDescending(false, false, false, true, false);
        builder.HasIndex(q => new { q.ProjectId, q.LeaseSession }).HasFilter("\"LeaseSession\" IS NOT NULL");
        builder.HasOne<ProjectImage>().WithOne().HasForeignKey<QueueRow>(q => q.ImageId).OnDelete(DeleteBehavior.Cascade);
    }
}
