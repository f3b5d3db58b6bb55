using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Evaluation.Comparison;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Data.Accounts;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Evaluation;
using ActiveLabel.Data.Features;
using ActiveLabel.Data.Images;
using ActiveLabel.Data.Images.Gallery;
using ActiveLabel.Data.Labels;
using ActiveLabel.Data.Lineage;
using ActiveLabel.Data.Models;
using ActiveLabel.Data.People;
using ActiveLabel.Data.Projects;
using ActiveLabel.Data.Projects.ClassChanges;
using ActiveLabel.Data.Rounds;
using ActiveLabel.Data.Surveys;
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
        services.AddPooledDbContextFactory<ActiveLabelContext>((provider, options) =>
        {
            UseFolder(options, folder);
            options.AddInterceptors(new ChangeRecorder(provider.GetRequiredService<TimeProvider>()));
        });

        services.AddSingleton<SharedWriter>();
        services.AddSingleton<IProjectStore, ProjectStore>();
        services.AddSingleton<IClassChanges, ClassChangeStore>();
        services.AddSingleton<IImageStore, ImageStore>();
        services.AddSingleton<IBlobStore, BlobFiles>();
        services.AddSingleton<IGallerySource, GallerySource>().AddSingleton<IImageHistories, ImageHistories>().AddSingleton<IBulkLabels, BulkLabels>();
        services.AddSingleton<ILabelLog, LabelLog>();
        services.AddSingleton<ISuspectLog, SuspectLog>().AddSingleton<ILabelErrorStore, LabelErrorFiles>().AddSingleton<IFirstAnswers, FirstAnswers>();
        services.AddSingleton<IStudyStore, StudyFiles>();
        services.AddSingleton<ILabelQueue, LabelQueue>();
        services.AddSingleton<IWorkLog, WorkLog>();
        services.AddSingleton<ISortingQueue, SortingQueue>();
        services.AddSingleton<IOpinionStore, OpinionStore>();
        services.AddSingleton<IRoundStore, RoundStore>();
        services.AddSingleton<IModelStore, ModelStore>().AddSingleton<IOriginStore, OriginStore>().AddSingleton<IGraphShelf, GraphShelf>().AddSingleton<IStandingLabels, StandingLabels>();
        services.AddSingleton<IVectorIndex, VectorIndex>();
        services.AddSingleton<ISurveyStore, SurveyFiles>().AddSingleton<IMapFacts, MapFacts>();
        services.AddSingleton<ISplitMoves, SplitMoves>();
        services.AddSingleton<IPersonStore, PersonStore>();
        services.AddSingleton<IMembershipStore, MembershipStore>().AddSingleton<IInvitationStore, InvitationStore>();
        services.AddSingleton<IChangeLog, ChangeLog>();
        services.AddAccounts();
        services.AddSingleton<IPracticeLog, PracticeLog>();
        services.AddSingleton<IGoldStore, GoldStore>();
        services.AddSingleton<IInstructionPictures, InstructionPictures>();
        services.AddSingleton<ILabelTableReader, CsvLabelTables>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LeaseClock>();
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
