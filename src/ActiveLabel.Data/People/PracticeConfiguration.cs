using ActiveLabel.Core.Images;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.People;

internal sealed class PracticeConfiguration : IEntityTypeConfiguration<PracticeAnswer>
{
    public const string Sequence = nameof(Sequence);

    public void Configure(EntityTypeBuilder<PracticeAnswer> builder)
    {
        builder.ToTable("PracticeAnswers");
        builder.Property<long>(Sequence).ValueGeneratedOnAdd();
        builder.HasKey(Sequence);
        builder.HasIndex(a => a.Id).IsUnique();
        builder.HasIndex(nameof(PracticeAnswer.ProjectId), nameof(PracticeAnswer.PersonId), Sequence);
        builder.HasIndex(a => a.Withdrawal).IsUnique();
        builder.Ignore(a => a.IsRight);
        builder.HasOne<Project>().WithMany().HasForeignKey(a => a.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProjectImage>().WithMany().HasForeignKey(a => a.ImageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProjectClass>().WithMany().HasForeignKey(a => a.GivenClassId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProjectClass>().WithMany().HasForeignKey(a => a.RightClassId).OnDelete(DeleteBehavior.Restrict);
    }
}
