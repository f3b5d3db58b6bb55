namespace ActiveLabel.Core.Projects.ClassChanges;

/// <summary>A wish that makes sense, with the classes that it adds to the project, before it is written down.</summary>
public sealed class PlannedChange
{
    private readonly ClassChange _entry;
    private readonly IReadOnlyList<(ProjectClass Class, bool Made)> _parts;

    private PlannedChange(ClassChange entry, IReadOnlyList<(ProjectClass Class, bool Made)>? parts = null) => (_entry, _parts) = (entry, parts ?? []);

    /// <summary>What it would be in the record. Classes that it adds have no id yet before they are saved.</summary>
    public ClassChange Entry => _entry with { Parts = [.. _parts.Select(p => new ClassPart(p.Class.Id, p.Class.Name, p.Made))] };

    /// <summary>Checks the wish against the project as it is. A split adds its parts to <paramref name="project"/>; nothing else changes it yet.</summary>
    /// <param name="by">Who wishes it, and when.</param>
    /// <param name="labelMark">As in <see cref="ClassChange.LabelMark"/>.</param>
    /// <exception cref="WrongUseException">It makes no sense; the message names the class and what to do.</exception>
    public static PlannedChange Make(Project project, ClassHistory history, ClassWish wish, ClassAuthor by, long labelMark)
    {
        return wish switch
        {
            ClassWish.Rename rename => Rename(rename),
            ClassWish.Merge merge => Merge(merge),
            ClassWish.Split split => Split(split),
            ClassWish.Delete delete => Delete(delete),
            ClassWish.Undo undo => Undo(undo),
            _ => throw new ArgumentOutOfRangeException(nameof(wish), wish, "No such wish."),
        };

        PlannedChange Rename(ClassWish.Rename asked)
        {
            var chosen = Present(asked.ClassId);
            var name = ProjectClass.ReadName(asked.Name);
            if (name == chosen.Name)
                throw new WrongUseException($"'{chosen.Name}' is called so already.");
            if (project.FindClass(name) is { } twin && twin.Id != chosen.Id)
                throw new WrongUseException($"Another class is named '{twin.Name}': to make them one, merge '{chosen.Name}' into it.");

            return new PlannedChange(Entry(ClassChangeKind.Rename, chosen) with { NewName = name });
        }

        PlannedChange Merge(ClassWish.Merge asked)
        {
            var (chosen, into) = (Present(asked.ClassId), Present(asked.Into));
            if (chosen.Id == into.Id)
                throw new WrongUseException($"'{chosen.Name}' cannot be merged into itself: name another class.");

            LeaveTwo(chosen);
            return new PlannedChange(Entry(ClassChangeKind.Merge, chosen) with { Into = into.Id, NewName = into.Name });
        }

        PlannedChange Delete(ClassWish.Delete asked)
        {
            var chosen = Present(asked.ClassId);
            LeaveTwo(chosen);
            return new PlannedChange(Entry(ClassChangeKind.Delete, chosen));
        }

        PlannedChange Split(ClassWish.Split asked)
        {
            var chosen = Present(asked.ClassId);
            string[] names = [.. asked.Into.Select(ProjectClass.ReadName)];
            if (names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new WrongUseException($"'{twice.Key}' is named twice among the parts: give each a name of its own.");
            if (names.Length < 2)
                throw new WrongUseException($"'{chosen.Name}' is split into at least two classes, of which one may be '{chosen.Name}' itself: name them.");

            // Where the class itself goes, the hand that gave it finds the first of its parts under the same key.
            var key = names.Contains(chosen.Name, StringComparer.OrdinalIgnoreCase) ? null : chosen.Key;
            var parts = new List<(ProjectClass, bool)>();
            foreach (var name in names)
            {
                var known = project.FindClass(name);
                var part = known ?? project.AddClass(name);
                parts.Add((part, known is null));
                if (known is not null || key is null)
                    continue;

                part.Press(key);
                key = null;
            }

            return new PlannedChange(Entry(ClassChangeKind.Split, chosen), parts);
        }

        PlannedChange Undo(ClassWish.Undo asked)
        {
            if (history.Find(asked.Sequence) is not { } change || change.Kind == ClassChangeKind.Undo)
                throw new WrongUseException($"There is no change {asked.Sequence} of this project's classes that could be undone.");
            if (history.IsUndone(change))
                throw new WrongUseException($"That {ClassWords.Of(change)} was undone already.");
            if (history.BuiltOn(change) is { } later)
                throw new WrongUseException($"That {ClassWords.Of(change)} cannot be undone while a later change builds on it. Undo this one first: {ClassWords.On(later)}.");

            return new PlannedChange(Entry(ClassChangeKind.Undo, project.AllClasses.First(c => c.Id == change.ClassId)) with { Undoes = change.Sequence });
        }

        ClassChange Entry(ClassChangeKind kind, ProjectClass about) => new(project.Id, kind, about.Id, about.Name, by.PersonId, by.At, labelMark);

        ProjectClass Present(long classId)
        {
            if (project.Classes.FirstOrDefault(c => c.Id == classId) is { } found)
                return found;

            var gone = project.AllClasses.FirstOrDefault(c => c.Id == classId)
                ?? throw new WrongUseException($"Project '{project.Name}' has no class {classId}.");
            var what = history.Standing.LastOrDefault(c => c.ClassId == classId && c.Kind != ClassChangeKind.Rename);
            throw new WrongUseException(what is null
                ? $"'{gone.Name}' is no class any more: the split that made it was undone."
                : $"'{gone.Name}' is no class any more: {ClassWords.On(what)}.");
        }

        void LeaveTwo(ProjectClass chosen)
        {
            if (project.Classes.Count <= 2)
                throw new WrongUseException($"A project needs at least two classes: add another before '{chosen.Name}' goes.");
        }
    }
}

/// <summary>Who changes classes, and when.</summary>
public readonly record struct ClassAuthor(long PersonId, DateTimeOffset At);
