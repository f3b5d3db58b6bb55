using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Rounds;

internal sealed class RoundConfiguration : IEntityTypeConfiguration<Round>
{
    /// <summary>Sequence number of the newest label when the round read its training set.</summary>
    public const string LabelMark = nameof(LabelMark);

    /// <summary>Place in the record of class changes when the round read its training set.</summary>
    public const string ClassMark = nameof(ClassMark);

    public void Configure(EntityTypeBuilder<Round> builder)
    {
        builder.Property<long>(LabelMark);
        builder.Property<long>(ClassMark);
        builder.Ignore(r => r.IsOver);
        StoredJson.Keep(builder.Property(r => r.Times), StoredJson.Default.RoundTimes!);
        builder.HasIndex(r => new { r.ProjectId, r.Number }).IsUnique();
        // A round is over when it has an end, and a project has at most one that is not.
        builder.HasIndex(r => r.ProjectId).IsUnique().HasFilter("\"FinishedAt\" IS NULL").HasDatabaseName("IX_Rounds_UnderWay");
        builder.HasOne<Project>().WithMany().HasForeignKey(r => r.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(r => r.ModelVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
