using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Cli.Commands.Classes;

/// <summary>Renames, merges, splits and deletes classes, and takes that back. Labels stay as they are.</summary>
internal static class ClassesCommand
{
    private static readonly Argument<string> ProjectName = new("PROJECT") { Description = "The project's name." };

    public static Command Create(Func<ParseResult, IServiceProvider> services) => new("classes", "What becomes of a project's classes. Labels are never changed by it, and all of it can be undone.")
    {
        ProjectName, List(services), Rename(services), Merge(services), Split(services), Delete(services), Undo(services),
    };

    private static Command List(Func<ParseResult, IServiceProvider> services)
    {
        var json = Json.Option();
        var command = new Command("list", "The classes, and everything that became of them.") { json };
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var project = await FindAsync(parsed, provider, cancel);
            var report = ClassesReports.Of(project, await Changes(provider).ListAsync(project.Id, cancel), await provider.GetRequiredService<IPersonStore>().ListAsync(cancel));
            if (parsed.GetValue(json))
                Json.Write(report, ClassesJson.Default.ClassesReport);
            else
                ClassesReports.Print(report);
        });
        return command;
    }

    private static Command Rename(Func<ParseResult, IServiceProvider> services)
    {
        var (name, to) = (Name("CLASS", "The class."), Name("NAME", "What it is called from now on."));
        return Change(
            services, new Command("rename", "Call a class otherwise, for all its labels.") { name, to },
            (parsed, project, history) => new ClassWish.Rename(Id(project, history, parsed.GetRequiredValue(name)), parsed.GetRequiredValue(to)));
    }

    private static Command Merge(Func<ParseResult, IServiceProvider> services)
    {
        var (name, into) = (Name("CLASS", "The class that goes."), Name("INTO", "The class that its labels count as from now on."));
        return Change(
            services, new Command("merge", "Make one class of two.") { name, into },
            (parsed, project, history) => new ClassWish.Merge(
                Id(project, history, parsed.GetRequiredValue(name)), Id(project, history, parsed.GetRequiredValue(into))));
    }

    private static Command Split(Func<ParseResult, IServiceProvider> services)
    {
        var name = Name("CLASS", "The class whose images are to be looked at again.");
        var into = new Option<string>("--into") { Description = "Names of the parts, separated by commas. The class's own may be one of them.", Required = true };
        return Change(
            services, new Command("split", "Let a class fall into parts. Its images come up again before all others.") { name, into },
            (parsed, project, history) => new ClassWish.Split(
                Id(project, history, parsed.GetRequiredValue(name)),
                parsed.GetRequiredValue(into).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
    }

    private static Command Delete(Func<ParseResult, IServiceProvider> services)
    {
        var name = Name("CLASS", "The class that goes.");
        return Change(
            services, new Command("delete", "Take a class away. Its labels count as no answer.") { name },
            (parsed, project, history) => new ClassWish.Delete(Id(project, history, parsed.GetRequiredValue(name))));
    }

    private static Command Undo(Func<ParseResult, IServiceProvider> services)
    {
        var number = new Argument<long?>("CHANGE") { Description = "Number of the change, as list tells it; the newest that holds unless given.", Arity = ArgumentArity.ZeroOrOne };
        return Change(
            services, new Command("undo", "Take a change back, so that everything is as before.") { number },
            (parsed, project, history) => new ClassWish.Undo(
                parsed.GetValue(number) ?? history.Standing.LastOrDefault()?.Sequence
                    ?? throw new WrongUseException($"Nothing became of the classes of '{project.Name}' that could be undone.")));
    }

    private static Command Change(
        Func<ParseResult, IServiceProvider> services, Command command, Func<ParseResult, Project, ClassHistory, ClassWish> wish)
    {
        var json = Json.Option();
        command.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var project = await FindAsync(parsed, provider, cancel);
            var changes = Changes(provider);
            var asked = wish(parsed, project, await changes.ListAsync(project.Id, cancel));
            var forecast = await changes.ForecastAsync(project.Id, asked, cancel);
            var me = await provider.GetRequiredService<IPersonStore>().GetAsync(PersonKind.Local, cancel);
            var by = new ClassAuthor(me.Id, provider.GetRequiredService<TimeProvider>().GetUtcNow());
            var made = await changes.MakeAsync(project.Id, asked, by, ClassStamp.Of(project.Classes), cancel);
            var undone = made.Undoes is { } sequence ? (await changes.ListAsync(project.Id, cancel)).Find(sequence) : null;
            if (parsed.GetValue(json))
                Json.Write(ClassesReports.Of(made, forecast, me.Name), ClassesJson.Default.ClassChangeReport);
            else
                ClassesReports.Print(project.Name, made, undone, forecast);
        });
        return command;
    }

    private static Argument<string> Name(string name, string what) => new(name) { Description = what };

    private static IClassChanges Changes(IServiceProvider services) => services.GetRequiredService<IClassChanges>();

    private static Task<Project> FindAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredService<IProjectStore>().GetAsync(parsed.GetRequiredValue(ProjectName), cancel);

    private static long Id(Project project, ClassHistory history, string name) => project.FindClass(name)?.Id
        ?? throw new WrongUseException(history.WhatBecameOf(name) is { } became
            ? $"'{name}' is no class any more: {became}."
            : $"'{name}' is no class of '{project.Name}'. There are: {string.Join(", ", project.Classes.Select(c => c.Name))}.");
}
