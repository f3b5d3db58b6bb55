using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Labels;

/// <summary>What was last found about a project's answers as a whole; the images' own are kept with the images.</summary>
internal sealed class ConsensusRow
{
    public required long ProjectId { get; init; }

    public required KeptConsensus Kept { get; init; }
}

internal sealed class ConsensusConfiguration : IEntityTypeConfiguration<ConsensusRow>
{
    public void Configure(EntityTypeBuilder<ConsensusRow> builder)
    {
        builder.ToTable("Consensus");
        builder.HasKey(c => c.ProjectId);
        builder.Property(c => c.ProjectId).ValueGeneratedNever();
        StoredJson.Keep(builder.Property(c => c.Kept), StoredJson.Default.KeptConsensus);
        builder.HasOne<Project>().WithOne().HasForeignKey<ConsensusRow>(c => c.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
