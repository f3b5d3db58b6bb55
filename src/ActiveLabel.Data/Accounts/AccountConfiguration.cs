using ActiveLabel.Core.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ActiveLabel.Data.Accounts;

internal sealed class AccountConfiguration :
    IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<IdentityUserClaim<long>>, IEntityTypeConfiguration<IdentityUserLogin<long>>,
    IEntityTypeConfiguration<IdentityUserToken<long>>, IEntityTypeConfiguration<ResetLink>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.HasIndex(a => a.PersonId).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder) => builder.ToTable("AccountClaims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder) => builder.ToTable("AccountLogins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder) => builder.ToTable("AccountTokens");

    public void Configure(EntityTypeBuilder<ResetLink> builder)
    {
        builder.ToTable("ResetLinks");
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
