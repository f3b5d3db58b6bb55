using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Agreement;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Tables;
using ActiveLabel.Learning;

namespace ActiveLabel.Cli.Commands.People;

/// <summary>How people label and agree, and what each person's labels alone make of the model.</summary>
internal static class PeopleCommand
{
    private const string Given = "given", Imported = "imported", None = "none";

    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string?>("PROJECT") { Description = "The project's name, unless --features is given.", Arity = ArgumentArity.ZeroOrOne };
        var models = new Option<bool>("--models") { Description = "Also train a model for each person, of their labels alone added to the initial ones, and judge it by the test images." };
        var start = new Option<string?>("--start") { Description = $"With models: the initial labels. {Imported} (those that came with the images), a person's name or {None}; with --features {Given} (the split initial) or {None}." };
        var features = new Option<string?>("--features") { Description = "A table path,split,label,f0,f1,... with the splits initial, pool and test, in place of a project." };
        var labels = new Option<string?>("--labels") { Description = "With --features: a table person,image,label (and at, the time) of who said what; an image is a path of the features." };
        var classes = new Option<string?>("--classes") { Description = "With --features: the classes a,b,c in their order; without it the labels of the test rows." };
        var l1 = new Option<float?>("--l1") { Description = "With --features: L1 penalty; 0.01 unless said." };
        var l2 = new Option<float?>("--l2") { Description = "With --features: L2 penalty; 0.01 unless said." };
        var json = Json.Option();
        var command = new Command("people", "How people label and agree, and what each person's labels alone make of the model.")
        {
            project, models, start, features, labels, classes, l1, l2, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(features) is null && (parsed.GetValue(classes) is not null || parsed.GetValue(l1) is not null || parsed.GetValue(l2) is not null))
                throw new WrongUseException("--classes, --l1 and --l2 go with --features: a project has its own.");
            if (parsed.GetValue(l1) is not (null or >= 0 and < float.PositiveInfinity) || parsed.GetValue(l2) is not (null or >= 0 and < float.PositiveInfinity))
                throw new WrongUseException("A penalty (--l1, --l2) is a number from 0 on.");

            var report = (parsed.GetValue(project), parsed.GetValue(features), parsed.GetValue(labels)) switch
            {
                ({ } name, null, null) => await OfProjectAsync(services(parsed), name, parsed.GetValue(models), parsed.GetValue(start), cancel),
                (null, { } table, { } said) => await OfTablesAsync(
                    table, said, parsed.GetValue(classes), parsed.GetValue(start) ?? Given,
                    new TrainingOptions(parsed.GetValue(l1) ?? 0.01f, parsed.GetValue(l2) ?? 0.01f), cancel),
                (null, { }, null) => throw new WrongUseException("--features needs --labels FILE too: the table of who said what."),
                _ => throw new WrongUseException("Name either a project, or two tables with --features FILE and --labels FILE."),
            };
            if (parsed.GetValue(json))
                Json.Write(report, PeopleJson.Default.PeopleReport);
            else
                PeopleTable.Print(report, Console.Out);
            return 0;
        });
        return command;
    }

    private static async Task<PeopleReport> OfTablesAsync(
        string features, string labels, string? classes, string start, TrainingOptions options, CancellationToken cancel)
    {
        if (start is not (Given or None))
            throw new WrongUseException($"There is no start '{start}' of a table: choose among {Given}, {None}.");

        var joined = AnsweredFeatures.Join(
            FeatureTable.Read(features, cancel), AnswerTable.Read(labels), classes?.Split(',', StringSplitOptions.TrimEntries), start == Given);
        foreach (var note in joined.Notes)
        {
            await Console.Error.WriteLineAsync(note);
        }

        // Tables need no data folder, so none is made.
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLearning().BuildServiceProvider();
        var study = new AnnotatorStudy(services.GetRequiredService<ITrainer>());
        var models = await Task.Run(() => study.Run(joined.Set, options, Lines(), cancel), cancel);
        return PeopleReport.Of(Path.GetFileName(labels), joined) with { Models = ModelsReport.Of(start, models) };
    }

    private static async Task<PeopleReport> OfProjectAsync(IServiceProvider services, string name, bool withModels, string? start, CancellationToken cancel)
    {
        if (start is not null && !withModels)
            throw new WrongUseException("--start goes with --models: it says what each person's labels are added to.");

        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        var everybody = await services.GetRequiredService<IPersonStore>().ListAsync(cancel);
        long[] classIds = [.. project.Classes.Select(c => c.Id)];
        var work = PeopleWork.Of(await services.GetRequiredService<IWorkLog>().ReadAsync(project.Id, after: 0, cancel), classIds, cancel: cancel);
        if (work.People.Count == 0)
            throw new WrongUseException($"Nobody has labelled anything in '{project.Name}' yet.");

        var report = PeopleReport.Of(project, work, everybody, await services.GetRequiredService<IPracticeLog>().TallyPeopleAsync(project.Id, cancel));
        if (!withModels)
            return report;

        var initial = Choose(start, work, everybody);
        var models = await services.GetRequiredService<ProjectAnnotators>().RunAsync(project.Id, initial, Lines(), cancel);
        return report with { Models = ModelsReport.Of(initial.PersonId is { } id ? everybody[id].ShownName : initial.Labels.ToString().ToLowerInvariant(), models) };
    }

    private static InitialChoice Choose(string? start, PeopleWork work, IReadOnlyDictionary<long, Person> everybody)
    {
        var import = everybody.Values.FirstOrDefault(p => p.Kind == PersonKind.Import)?.Id ?? 0;
        if (start is null)
            return ProjectAnnotators.Default(work.Standing, import);
        if (string.Equals(start, Imported, StringComparison.OrdinalIgnoreCase))
            return new InitialChoice(InitialLabels.Imported);
        if (string.Equals(start, None, StringComparison.OrdinalIgnoreCase))
            return new InitialChoice(InitialLabels.None);

        var named = work.People.Where(p => string.Equals(everybody.GetValueOrDefault(p.PersonId)?.ShownName, start, StringComparison.OrdinalIgnoreCase)).ToList();
        return named is [var one]
            ? new InitialChoice(InitialLabels.OfPerson, one.PersonId)
            : throw new WrongUseException(
                $"Nobody here is called '{start}': choose among {Imported}, {None}, {string.Join(", ", work.People.Select(p => everybody.GetValueOrDefault(p.PersonId)?.ShownName).OfType<string>())}.");
    }

    private static ProgressLine<StudyProgress> Lines() =>
        new(TimeProvider.System, at => ($"Training and judging people's models: {at.Done} of {at.Total}", at.Done == at.Total));
}
