using ActiveLabel.Core.Changes;

namespace ActiveLabel.Web.Access;

/// <summary>Who is asking.</summary>
/// <param name="PersonId">To whom their labels are attributed.</param>
/// <param name="IsServerAdmin">May do everything in every project, and what concerns the whole server.</param>
/// <param name="AccountId">Null for whoever sits at the machine while there are no accounts.</param>
public sealed record Visitor(long PersonId, string Name, bool IsServerAdmin, long? AccountId = null)
{
    /// <summary>In whose name the log writes down what they change.</summary>
    internal Actor Actor => Actor.Person(PersonId, Name);
}
