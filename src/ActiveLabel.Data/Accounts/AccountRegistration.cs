using ActiveLabel.Core.People;
using ActiveLabel.Data.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveLabel.Data.Accounts;

internal static class AccountRegistration
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddLogging();
        // The framework's stores take a context from the scope.
        services.TryAddScoped(scope => scope.GetRequiredService<IDbContextFactory<ActiveLabelContext>>().CreateDbContext());
        services.AddIdentityCore<Account>(Configure).AddEntityFrameworkStores<ActiveLabelContext>();
        services.AddSingleton<IAccountStore, AccountStore>();
        return services;
    }

    private static void Configure(IdentityOptions options)
    {
        // People type names of their own script; which ones can be used is AccountStore's to say.
        options.User.AllowedUserNameCharacters = "";
        // Length is what makes a password strong; rules about its letters only make it hard to remember.
        options.Password.RequiredLength = PasswordRules.Shortest;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = PasswordRules.FewestDifferent;
        options.Lockout.AllowedForNewUsers = true;
        options.Lockout.MaxFailedAccessAttempts = PasswordRules.WrongInARow;
        options.Lockout.DefaultLockoutTimeSpan = PasswordRules.ClosedFor;
    }
}
