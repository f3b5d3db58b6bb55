namespace ActiveLabel.Core.Changes;

public enum ActorKind
{
    /// <summary>Somebody on a page, or by HTTP.</summary>
    Person,

    /// <summary>Whoever may use the machine's terminal.</summary>
    CommandLine,

    /// <summary>Work in the background that nobody waits for.</summary>
    Program,
}

/// <summary>Who changes something.</summary>
/// <param name="PersonId">Of a person; null of the others.</param>
/// <param name="Name">As others see it at that moment.</param>
public sealed record Actor(ActorKind Kind, long? PersonId, string Name)
{
    public static Actor CommandLine { get; } = new(ActorKind.CommandLine, null, "command line");

    public static Actor Program { get; } = new(ActorKind.Program, null, "the program");

    public static Actor Person(long id, string name) => new(ActorKind.Person, id, name);
}

/// <summary>
/// Who acts right now, along whatever is awaited: set where somebody comes in (a request, a page, a command), and read where
/// a change is written down.
/// </summary>
public static class Acting
{
    private static readonly AsyncLocal<Actor?> Flowing = new();

    public static Actor Now => Flowing.Value ?? Actor.Program;

    /// <summary>From here on, and in all that is called from here, this one acts.</summary>
    public static void Become(Actor actor) => Flowing.Value = actor;

    /// <summary>Does the work in somebody's name.</summary>
    public static async Task<T> AsAsync<T>(Actor actor, Func<Task<T>> work)
    {
        // What is set in an asynchronous method ends with it.
        Become(actor);
        return await work();
    }

    /// <inheritdoc cref="AsAsync{T}"/>
    public static async Task AsAsync(Actor actor, Func<Task> work)
    {
        Become(actor);
        await work();
    }
}
