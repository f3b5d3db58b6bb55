using System.CommandLine;
using System.CommandLine.Parsing;
using System.Data.Common;
using ActiveLabel.Cli.Commands;
using ActiveLabel.Cli.Commands.Classes;
using ActiveLabel.Cli.Commands.Models;
using ActiveLabel.Cli.Commands.People;
using ActiveLabel.Cli.Commands.Rounds;
using ActiveLabel.Cli.Commands.Scoring;
using ActiveLabel.Cli.Commands.Store;
using ActiveLabel.Cli.Commands.Users;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Data;
using ActiveLabel.Web;

namespace ActiveLabel.Cli;

/// <summary>The command line: its verbs, where its data lies, and what its exit codes mean.</summary>
internal static class ActiveLabelProgram
{
    private const int Failed = 1;
    private const int WronglyUsed = 2;

    // ENOSPC and EDQUOT of Linux.
    private const int NoSpaceLeft = 28, QuotaReached = 122;

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The folder in which everything is kept. Also set by ACTIVELABEL_DATA.",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ACTIVELABEL_DATA") is { Length: > 0 } set ? set : "./data",
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Turn a folder of unlabelled images into a trained image classifier with the fewest possible labels.")
        {
            Data,
            ServeCommand.Create(Folder),
            ModelsCommand.Create(Folder, Services),
            ProjectCommand.Create(Services),
            ClassesCommand.Create(Services),
            ImportCommand.Create(Services),
            FeaturizeCommand.Create(Services),
            StoreCommand.Create(Services),
            TrainCommand.Create(Services),
            EvaluateCommand.Create(Services),
            RoundsCommand.Create(Services),
            LogCommand.Create(Services),
            SuspectsCommand.Create(Services),
            SimulateCommand.Create(Services),
            PeopleCommand.Create(Services),
            SimulateCrowdCommand.Create(Services),
            ScoreCommand.Create(Services),
            UserCommand.Create(Services),
            SeedImagesCommand.Create(),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"activelabel: {ParseWords.Of(error.Message)}");
            }

            await Console.Error.WriteLineAsync($"Try: {PathOf(parsed.CommandResult)} --help");
            return WronglyUsed;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (WrongUseException error)
        {
            await Console.Error.WriteLineAsync($"activelabel: {error.Message}");
            return WronglyUsed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("activelabel: cancelled");
            return Failed;
        }
        catch (IOException full) when (full.HResult is NoSpaceLeft or QuotaReached)
        {
            await Console.Error.WriteLineAsync($"activelabel: The disk is full: {full.Message}. Make room, then run the same command again to go on.");
            return Failed;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"activelabel: {error.Message}");
            return Failed;
        }
        catch (Exception error) when (error.GetBaseException() is DbException refused)
        {
            await Console.Error.WriteLineAsync($"activelabel: The database could not be read or written: {refused.Message}");
            return Failed;
        }
    }

    /// <summary>The words that lead to a command, the program's name first.</summary>
    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : result.Command.Name;

    private static DataFolder Folder(ParseResult parsed) => new(parsed.GetRequiredValue(Data));

    /// <summary>The product without its pages, for a verb that runs and ends.</summary>
    private static IServiceProvider Services(ParseResult parsed)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
            // What fails there ends the verb, and is told in one line.
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None));
        services.AddActiveLabel(Folder(parsed));
        Acting.Become(Actor.CommandLine);
        var provider = services.BuildServiceProvider();
        provider.MigrateDatabaseAsync(CancellationToken.None).GetAwaiter().GetResult();
        return provider;
    }
}
