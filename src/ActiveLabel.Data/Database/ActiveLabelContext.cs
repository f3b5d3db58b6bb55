using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Data.Accounts;
using ActiveLabel.Data.Features;
using ActiveLabel.Data.Labels;
using ActiveLabel.Data.Lineage;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Database;

/// <summary>The whole database. One context serves one operation and is then given back.</summary>
internal sealed class ActiveLabelContext(DbContextOptions<ActiveLabelContext> options) : IdentityUserContext<Account, long>(options)
{
    public DbSet<Project> Projects => Set<Project>();

    public DbSet<ProjectClass> Classes => Set<ProjectClass>();

    public DbSet<ClassChange> ClassChanges => Set<ClassChange>();

    public DbSet<ProjectImage> Images => Set<ProjectImage>();

    public DbSet<SplitMove> SplitMoves => Set<SplitMove>();

    public DbSet<LabelEntry> Labels => Set<LabelEntry>();

    public DbSet<QueueRow> Queue => Set<QueueRow>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    public DbSet<Tally> Tallies => Set<Tally>();

    public DbSet<ConsensusRow> Consensuses => Set<ConsensusRow>();

    public DbSet<Round> Rounds => Set<Round>();

    public DbSet<ModelVersion> Models => Set<ModelVersion>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<ResetLink> ResetLinks => Set<ResetLink>();

    public DbSet<PracticeAnswer> PracticeAnswers => Set<PracticeAnswer>();

    public DbSet<GoldImage> GoldImages => Set<GoldImage>();

    public DbSet<InstructionPicture> InstructionPictures => Set<InstructionPicture>();

    public DbSet<StoredVector> Vectors => Set<StoredVector>();

    public DbSet<VectorFailure> VectorFailures => Set<VectorFailure>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<OriginRow> ModelOrigins => Set<OriginRow>();

    public DbSet<OriginPart> OriginParts => Set<OriginPart>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ActiveLabelContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
        configurationBuilder.Properties<ImageHash>().HaveConversion<HashText>().HaveMaxLength(64);
        configurationBuilder.Properties<QueryStrategy>().HaveConversion<StrategyText>().HaveMaxLength(30);
        // As text: the order of an enum's members may change without a migration.
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(30);
    }
}
