using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Models;

internal sealed class ModelConfiguration : IEntityTypeConfiguration<ModelVersion>
{
    public void Configure(EntityTypeBuilder<ModelVersion> builder)
    {
        builder.ToTable("Models");
        builder.Property(m => m.FeaturizerId).HasMaxLength(200);
        builder.Property(m => m.TrainingSetHash).HasMaxLength(64);
        builder.Property(m => m.ProgramVersion).HasMaxLength(100);
        builder.Property(m => m.Model).HasConversion(
            model => ModelBytes.Write(model),
            stored => ModelBytes.Read(stored),
            new ValueComparer<Classifier>((one, other) => ReferenceEquals(one, other), model => model.GetHashCode(), model => model));
        StoredJson.Keep(builder.Property(m => m.ClassIds), StoredJson.Default.IReadOnlyListInt64);
        StoredJson.Keep(builder.Property(m => m.Options), StoredJson.Default.TrainingOptions);
        StoredJson.Keep(builder.Property(m => m.Outcome), StoredJson.Default.TrainingOutcome!);
        StoredJson.Keep(builder.Property(m => m.Evaluation), StoredJson.Default.EvaluationSummary!);
        builder.HasIndex(m => new { m.ProjectId, m.Number }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(m => m.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
