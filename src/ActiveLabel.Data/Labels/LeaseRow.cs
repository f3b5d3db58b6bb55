using ActiveLabel.Core.Images;
using ActiveLabel.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Labels;

/// <summary>One image before one person. It is there from the lease to that person's answer.</summary>
internal sealed class LeaseRow
{
    public required long ImageId { get; init; }

    public required long PersonId { get; init; }

    public required long ProjectId { get; init; }

    public required string Session { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>
    /// Whether it keeps the image from others. One that has run out, or was given back, does not; it stays for a while, as
    /// an answer may still come that belongs to it.
    /// </summary>
    public required bool Live { get; init; }
}

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<LeaseRow>
{
    public const int LongestSession = 100;

    public void Configure(EntityTypeBuilder<LeaseRow> builder)
    {
        builder.ToTable("Leases");
        // Whatever happens at once: an image is never twice with one person.
        builder.HasKey(l => new { l.ImageId, l.PersonId });
        builder.Property(l => l.Session).HasMaxLength(LongestSession);
        builder.HasIndex(l => new { l.ProjectId, l.Session });
        builder.HasIndex(l => new { l.ProjectId, l.Live, l.Until });
        builder.HasOne<ProjectImage>().WithMany().HasForeignKey(l => l.ImageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
