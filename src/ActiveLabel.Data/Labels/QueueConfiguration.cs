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
        // The order of leasing: the first open image is found at its head, whatever the number of images and of people.
        builder.HasIndex(q => new { q.ProjectId, q.Open, q.Again, q.Round, q.Rank }).IsDescending(false, false, true, true, false);
        builder.HasIndex(q => q.ProjectId).HasFilter("\"Wanted\" > 0").HasDatabaseName("IX_Queue_Wanted");
        builder.HasOne<ProjectImage>().WithOne().HasForeignKey<QueueRow>(q => q.ImageId).OnDelete(DeleteBehavior.Cascade);
    }
}
