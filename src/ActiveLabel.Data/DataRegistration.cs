using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Features;
using ActiveLabel.Data.Images;
using ActiveLabel.Data.Labels;
using ActiveLabel.Data.Models;
using ActiveLabel.Data.People;
using ActiveLabel.Data.Projects;
using ActiveLabel.Data.Rounds;
using ActiveLabel.Data.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActiveLabel.Data;

public static class DataRegistration
{
    /// <summary>
    /// Registers every store of Core over the database and the files of one data folder. Call
    /// <see cref="DatabaseMigration.MigrateDatabaseAsync"/> before any of them is used.
    /// </summary>
    public static IServiceCollection AddData(this IServiceCollection services, DataFolder folder)
    {
        services.TryAddSingleton(folder);
        services.AddPooledDbContextFactory<ActiveLabelContext>(options => UseFolder(options, folder));

        services.AddSingleton<IProjectStore, ProjectStore>();
        services.AddSingleton<IImageStore, ImageStore>();
        services.AddSingleton<IBlobStore, BlobFiles>();
        services.AddSingleton<ILabelLog, LabelLog>();
        services.AddSingleton<ILabelQueue, LabelQueue>();
        services.AddSingleton<IRoundStore, RoundStore>();
        services.AddSingleton<IModelStore, ModelStore>();
        services.AddSingleton<IVectorIndex, VectorIndex>();
        services.AddSingleton<IPersonStore, PersonStore>();
        services.AddSingleton<IPracticeLog, PracticeLog>();
        services.AddSingleton<ILabelTableReader, CsvLabelTables>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ImageImporter>();
        return services;
    }

    internal static void UseFolder(DbContextOptionsBuilder options, DataFolder folder) => options
        .UseSqlite(
            new SqliteConnectionStringBuilder { DataSource = folder.Database, ForeignKeys = true }.ToString(),
            // A list is one parameter, whatever its length: databases limit their number.
            sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .AddInterceptors(SqliteSettings.Instance);
}
