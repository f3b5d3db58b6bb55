using ActiveLabel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ActiveLabel.Data.Database;

/// <summary>The context as <c>dotnet ef migrations add</c> sees it: run it in this project's folder.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<ActiveLabelContext>
{
    public ActiveLabelContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<ActiveLabelContext>();
        DataRegistration.UseFolder(options, new DataFolder("."));
        return new ActiveLabelContext((DbContextOptions<ActiveLabelContext>)options.Options);
    }
}
