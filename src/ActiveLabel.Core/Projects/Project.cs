using ActiveLabel.Core.Projects.ClassChanges;

namespace ActiveLabel.Core.Projects;

/// <summary>A classification task: its classes, its images' featurizer, its policy and its instructions.</summary>
public sealed class Project
{
    public const int LongestName = 100;

    /// <summary>Characters, so that no text takes long to be read or rendered.</summary>
    public const int LongestInstructions = 50_000;

    private readonly List<ProjectClass> _classes = [];

    private Project() { }

    public long Id { get; private set; }

    /// <summary>Unique among all projects, without regard to case.</summary>
    public string Name { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Catalogue id of the network whose vectors describe this project's images.</summary>
    public string Network { get; private set; } = "";

    public ProjectPolicy Policy { get; private set; } = new();

    /// <summary>What labelers read first, in Markdown.</summary>
    public string Instructions { get; private set; } = "";

    /// <summary>What can be given, in the order in which they are shown.</summary>
    public IReadOnlyList<ProjectClass> Classes => _classes.Exists(c => c.IsGone) ? _classes.FindAll(c => !c.IsGone) : _classes;

    /// <summary>Those too that are gone, which labels and old models still name.</summary>
    public IReadOnlyList<ProjectClass> AllClasses => _classes;

    /// <summary>The classes of those ids, in their order, gone or not: of what was computed when the project had other classes than now.</summary>
    public IReadOnlyList<ProjectClass> ClassesOf(IEnumerable<long> ids) => [.. ids.Select(id => _classes.Find(c => c.Id == id)!)];

    /// <summary>Place of the newest class change by which labels came to mean something else: <see cref="ClassHistory.Mark"/>.</summary>
    public long ClassMark { get; private set; }

    /// <exception cref="WrongUseException">No name, or fewer than two classes, or two classes with one name.</exception>
    public static Project Create(
        string name, IEnumerable<string> classes, string network, DateTimeOffset now, ProjectPolicy? policy = null)
    {
        var project = new Project { CreatedAt = now, Network = network, Policy = policy ?? new ProjectPolicy() };
        project.Rename(name);
        foreach (var className in classes)
        {
            project.AddClass(className);
        }

        if (project._classes.Count < 2)
            throw new WrongUseException("A project needs at least two classes: name them, separated by commas.");

        return project;
    }

    public void Rename(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > LongestName)
            throw new WrongUseException($"A project's name has 1 to {LongestName} characters.");

        Name = trimmed;
    }

    /// <summary>A new last class, with the first key that is free.</summary>
    /// <exception cref="WrongUseException">The name is empty, too long or another class's.</exception>
    public ProjectClass AddClass(string name)
    {
        // Colours go by this place, and stay when a class before is removed.
        var ordinal = _classes.Count == 0 ? 0 : _classes.Max(c => c.Ordinal) + 1;
        var added = ProjectClass.Create(name, ordinal, ClassKeys.Free(Classes.Select(c => c.Key)));
        if (FindClass(added.Name) is { } twin)
            throw new WrongUseException($"Two classes are named '{twin.Name}': give each class a name of its own.");

        _classes.Add(added);
        return added;
    }

    /// <summary>Gives classes other names and keys, all at once, so that two may swap theirs.</summary>
    /// <param name="faces">Of the classes to change; the rest stay as they are.</param>
    /// <exception cref="WrongUseException">A class is gone, or two would have one name or one key, or a key is none that a class can have.</exception>
    public void FaceClasses(IReadOnlyList<ClassFace> faces)
    {
        foreach (var face in faces)
        {
            var changed = Classes.FirstOrDefault(c => c.Id == face.ClassId)
                ?? throw new WrongUseException($"The class '{face.Name.Trim()}' was removed meanwhile.");
            changed.Rename(face.Name);
            changed.Press(ClassKeys.Read(face.Key));
        }

        if (Twins(c => c.Name) is { } name)
            throw new WrongUseException($"Two classes are named '{name[0].Name}': give each class a name of its own.");
        if (Twins(c => c.Key) is { } key)
            throw new WrongUseException($"'{key[0].Name}' and '{key[1].Name}' have the same key {key[0].Key.ToUpperInvariant()}: give each a key of its own.");
    }

    /// <summary>The class that a label naming this one counts as when it is given now; null where it counts as nothing, or none is known.</summary>
    public ProjectClass? CountsAs(long? classId) =>
        _classes.Find(c => c.Id == classId) is { Meaning.CountsAs: { } meant } ? _classes.Find(c => c.Id == meant) : null;

    /// <summary>
    /// Brings its classes in line with what became of them: which are there, what the others count as, and what they are
    /// called. One that comes back has its key again, or the first free one where another class has that by now.
    /// </summary>
    /// <exception cref="WrongUseException">One would come back under a name that another class has by now.</exception>
    public void Follow(ClassHistory history)
    {
        ClassMark = history.Mark;
        var back = _classes.FindAll(c => c.IsGone && history.MeaningOf(c.Id).CountsAs == c.Id);
        foreach (var known in _classes.Where(c => c.Id != 0))
        {
            known.Mean(history.MeaningOf(known.Id));
        }

        foreach (var returned in back.Where(c => Classes.Any(other => other != c && other.Key.Length > 0 && other.Key == c.Key)))
        {
            returned.Press(ClassKeys.Free(Classes.Where(c => c != returned).Select(c => c.Key)));
        }

        if (Twins(c => c.Name) is { } twins)
            throw new WrongUseException($"Two classes would be named '{twins[0].Name}': rename the one that there is before the other comes back.");
    }

    /// <summary>Carries out what a change says of a name. See <see cref="Follow(ClassHistory)"/> for all else.</summary>
    /// <param name="undone">What is taken back, where the change is an undo.</param>
    /// <exception cref="WrongUseException">Another class has that name by now.</exception>
    public void Call(ClassChange change, ClassChange? undone)
    {
        var name = change.Kind == ClassChangeKind.Rename ? change.NewName : undone is { Kind: ClassChangeKind.Rename } ? undone.ClassName : null;
        if (name is null || _classes.Find(c => c.Id == change.ClassId) is not { } named)
            return;

        if (FindClass(name) is { } twin && twin != named && !named.IsGone)
            throw new WrongUseException($"Another class is named '{twin.Name}' by now: rename that one first.");
        named.Rename(name);
    }

    /// <summary>The class of that name without regard to case, or null.</summary>
    public ProjectClass? FindClass(string name) =>
        _classes.Find(c => !c.IsGone && string.Equals(c.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Its images are described by another network's vectors from now on; those that it has stay with the old one.</summary>
    /// <param name="network">Id in the catalogue.</param>
    public void DescribeBy(string network) => Network = network;

    /// <summary>How it samples, retrains and practises from now on.</summary>
    public void Follow(ProjectPolicy policy) => Policy = policy;

    /// <exception cref="WrongUseException">Longer than <see cref="LongestInstructions"/>.</exception>
    public void Instruct(string markdown)
    {
        if (markdown.Length > LongestInstructions)
            throw new WrongUseException($"Instructions have at most {LongestInstructions:N0} characters, not {markdown.Length:N0}.");

        Instructions = markdown;
    }

    private List<ProjectClass>? Twins(Func<ProjectClass, string> part) => Classes
        .Where(c => part(c).Length > 0)
        .GroupBy(part, StringComparer.OrdinalIgnoreCase)
        .Select(same => same.ToList())
        .FirstOrDefault(same => same.Count > 1);
}
