namespace ActiveLabel.Core.People;

public enum PersonKind
{
    /// <summary>Whoever sits at this machine, while there are no accounts.</summary>
    Local,

    /// <summary>The labels that came with the images.</summary>
    Import,
}

/// <summary>Somebody to whom labels are attributed.</summary>
public sealed class Person
{
    private Person() { }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public PersonKind Kind { get; private set; }

    public static Person Create(string name, PersonKind kind) => new() { Name = name, Kind = kind };
}

public interface IPersonStore
{
    /// <summary>The one person of that kind, made at first use.</summary>
    Task<Person> GetAsync(PersonKind kind, CancellationToken cancel);
}
