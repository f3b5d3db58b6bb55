using ActiveLabel.Core.Images;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Features;

/// <summary>The row of a featurizer's file in which the vector of some bytes lies, for every project that holds them.</summary>
internal sealed class StoredVector
{
    public required string FeaturizerId { get; init; }

    public required ImageHash Hash { get; init; }

    public required long Row { get; init; }
}

internal sealed class StoredVectorConfiguration : IEntityTypeConfiguration<StoredVector>
{
    public void Configure(EntityTypeBuilder<StoredVector> builder)
    {
        builder.HasKey(v => new { v.FeaturizerId, v.Hash });
        builder.Property(v => v.FeaturizerId).HasMaxLength(200);
        builder.HasIndex(v => new { v.FeaturizerId, v.Row }).IsUnique();
    }
}
