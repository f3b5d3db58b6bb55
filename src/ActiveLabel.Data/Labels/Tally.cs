using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Labels;

/// <summary>
/// What every request asks of a project and nobody wants to count each time. It is brought up to date in the transaction
/// that changes what it counts, so it is exact, also after a crash.
/// </summary>
internal sealed class Tally
{
    public required long ProjectId { get; init; }

    /// <summary>Different people who shall answer about each image, as the policy says.</summary>
    public required int Overlap { get; init; }

    /// <summary>What several answers come to, as the policy says.</summary>
    public required ConsensusMethod Consensus { get; init; }

    /// <summary>Whether the answers kept beside the images are all by that method, as far as it is one of counting.</summary>
    public bool Settled { get; init; } = true;

    /// <summary>Pool images whose answer is a class.</summary>
    public int Labelled { get; init; }

    /// <summary>Images in the queue that are not done.</summary>
    public int Undone { get; init; }

    /// <summary>Entries that change what a model would be trained on, since the newest round read the log.</summary>
    public int SinceRound { get; init; }

    /// <summary>Before the first round all that is labelled is new.</summary>
    public LabelProgress Progress(bool hasRound) => new(Labelled, hasRound ? SinceRound : Labelled);
}

internal sealed class TallyConfiguration : IEntityTypeConfiguration<Tally>
{
    public void Configure(EntityTypeBuilder<Tally> builder)
    {
        builder.ToTable("Tallies");
        builder.HasKey(t => t.ProjectId);
        builder.Property(t => t.ProjectId).ValueGeneratedNever();
        builder.HasOne<Project>().WithOne().HasForeignKey<Tally>(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
