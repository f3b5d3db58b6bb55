using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Images;

internal sealed class ImageConfiguration : IEntityTypeConfiguration<ProjectImage>
{
    /// <summary>Null while no answer stands. These four are the log's projection.</summary>
    public const string AnswerSource = nameof(AnswerSource);

    /// <summary>Null also for a poor example.</summary>
    public const string AnswerClassId = nameof(AnswerClassId);

    public const string AnswerAudit = nameof(AnswerAudit);

    /// <summary>1 while no answer stands.</summary>
    public const string AnswerConfidence = nameof(AnswerConfidence);

    public void Configure(EntityTypeBuilder<ProjectImage> builder)
    {
        builder.ToTable("Images");
        builder.Property(i => i.ContentType).HasMaxLength(100);
        builder.Property<LabelSource?>(AnswerSource);
        builder.Property<long?>(AnswerClassId);
        builder.Property<bool>(AnswerAudit);
        builder.Property<double>(AnswerConfidence);
        builder.HasIndex(i => new { i.ProjectId, i.Hash }).IsUnique();
        builder.HasIndex(i => new { i.ProjectId, i.Id });
        builder.HasIndex(nameof(ProjectImage.ProjectId), nameof(ProjectImage.Split), AnswerSource, AnswerClassId);
        builder.HasOne<Project>().WithMany().HasForeignKey(i => i.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ProjectClass>().WithMany().HasForeignKey(AnswerClassId).OnDelete(DeleteBehavior.Restrict);
    }
}
