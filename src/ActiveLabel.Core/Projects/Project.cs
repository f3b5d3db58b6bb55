namespace ActiveLabel.Core.Projects;

/// <summary>A classification task: its classes, its images' featurizer, its policy and its instructions.</summary>
public sealed class Project
{
    public const int LongestName = 100;

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

    /// <summary>In the order in which they are shown.</summary>
    public IReadOnlyList<ProjectClass> Classes => _classes;

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

    public ProjectClass AddClass(string name)
    {
        var added = ProjectClass.Create(name, _classes.Count);
        if (FindClass(added.Name) is { } twin)
            throw new WrongUseException($"Two classes are named '{twin.Name}': give each class a name of its own.");

        _classes.Add(added);
        return added;
    }

    /// <summary>The class of that name without regard to case, or null.</summary>
    public ProjectClass? FindClass(string name) =>
        _classes.Find(c => string.Equals(c.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Its images are described by another network's vectors from now on; those that it has stay with the old one.</summary>
    /// <param name="network">Id in the catalogue.</param>
    public void DescribeBy(string network) => Network = network;

    /// <summary>How it samples, retrains and practises from now on.</summary>
    public void Follow(ProjectPolicy policy) => Policy = policy;

    public void Instruct(string markdown) => Instructions = markdown;
}
