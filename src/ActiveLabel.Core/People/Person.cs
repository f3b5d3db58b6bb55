namespace ActiveLabel.Core.People;

public enum PersonKind
{
    /// <summary>Whoever sits at this machine, while there are no accounts.</summary>
    Local,

    /// <summary>The labels that came with the images.</summary>
    Import,

    /// <summary>Somebody who signs in.</summary>
    Account,
}

/// <summary>Somebody to whom labels are attributed.</summary>
public sealed class Person
{
    private Person() { }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public PersonKind Kind { get; private set; }

    /// <summary>How others read of the person: not everybody to whom labels are attributed has a name.</summary>
    public string ShownName => Kind switch { PersonKind.Import => "Imported labels", PersonKind.Local => "This machine", _ => Name };

    public static Person Create(string name, PersonKind kind) => new() { Name = name, Kind = kind };
}

public interface IPersonStore
{
    /// <summary>The one person of that kind, made at first use.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is <see cref="PersonKind.Account"/>, of which there are many.</exception>
    Task<Person> GetAsync(PersonKind kind, CancellationToken cancel);

    /// <summary>Everybody to whom labels are or may be attributed, by id.</summary>
    Task<IReadOnlyDictionary<long, Person>> ListAsync(CancellationToken cancel);

    /// <summary>How many answers of each person stand in the project, by the person's id; who gave none is missing.</summary>
    Task<IReadOnlyDictionary<long, int>> CountAnswersAsync(long projectId, CancellationToken cancel);
}
