namespace ActiveLabel.Core.People;

/// <summary>Keeps who belongs to which project.</summary>
public interface IMembershipStore
{
    Task<Membership?> FindAsync(long projectId, long personId, CancellationToken cancel);

    /// <summary>Everybody in the project, longest first.</summary>
    Task<IReadOnlyList<Membership>> ListAsync(long projectId, CancellationToken cancel);

    /// <summary>The projects that the person belongs to.</summary>
    Task<IReadOnlyList<Membership>> OfPersonAsync(long personId, CancellationToken cancel);

    /// <summary>Makes the person a member. Who is one already keeps the higher of both roles.</summary>
    Task<Membership> AddAsync(Membership membership, CancellationToken cancel);

    /// <summary>Loads the membership, lets <paramref name="change"/> act on it and saves, in one transaction.</summary>
    /// <exception cref="WrongUseException">The person is not in the project (any more).</exception>
    Task<Membership> ChangeAsync(long projectId, long personId, Action<Membership> change, CancellationToken cancel);

    /// <summary>Takes the person out of the project. The labels stay.</summary>
    /// <returns>Whether the person was in it.</returns>
    Task<bool> RemoveAsync(long projectId, long personId, CancellationToken cancel);
}
