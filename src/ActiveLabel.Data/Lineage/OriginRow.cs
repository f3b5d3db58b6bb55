using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Lineage;

/// <summary>Where a model version comes from.</summary>
internal sealed class OriginRow
{
    public long ModelVersionId { get; init; }

    public ModelOrigin Origin { get; init; } = null!;
}

/// <summary>What origins name by its hash: a set of images, or a step of a graph's making. Written once, never changed.</summary>
internal sealed class OriginPart
{
    public long ProjectId { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public string Hash { get; init; } = "";

    public byte[] Bytes { get; init; } = [];
}

internal sealed class OriginConfiguration : IEntityTypeConfiguration<OriginRow>, IEntityTypeConfiguration<OriginPart>
{
    public void Configure(EntityTypeBuilder<OriginRow> builder)
    {
        builder.ToTable("ModelOrigins");
        builder.HasKey(o => o.ModelVersionId);
        builder.Property(o => o.ModelVersionId).ValueGeneratedNever();
        StoredJson.Keep(builder.Property(o => o.Origin), StoredJson.Default.ModelOrigin);
        builder.HasOne<ModelVersion>().WithOne().HasForeignKey<OriginRow>(o => o.ModelVersionId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OriginPart> builder)
    {
        builder.ToTable("OriginParts");
        builder.HasKey(p => new { p.ProjectId, p.Hash });
        builder.Property(p => p.Hash).HasMaxLength(64);
        builder.HasOne<Project>().WithMany().HasForeignKey(p => p.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
