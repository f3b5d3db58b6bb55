using ActiveLabel.Core.Images;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Features;

/// <summary>Why a featurizer made no vector of some bytes.</summary>
internal sealed class VectorFailure
{
    public required string FeaturizerId { get; init; }

    public required ImageHash Hash { get; init; }

    public required string Reason { get; set; }
}

internal sealed class VectorFailureConfiguration : IEntityTypeConfiguration<VectorFailure>
{
    public void Configure(EntityTypeBuilder<VectorFailure> builder)
    {
        builder.HasKey(f => new { f.FeaturizerId, f.Hash });
        builder.Property(f => f.FeaturizerId).HasMaxLength(200);
    }
}
