using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Features.Map;

/// <summary>What a map shows of an image beside where it lies.</summary>
/// <param name="ClassId">Its current answer; null where nobody has answered, and for a poor example.</param>
/// <param name="IsAnswered">Whether it has an answer.</param>
public readonly record struct MapFact(long ImageId, Split Split, long? ClassId, bool IsAnswered)
{
    public bool IsPoorExample => IsAnswered && ClassId is null;
}

/// <summary>Tells of all images of a project at once what a map shows: a few bytes each.</summary>
public interface IMapFacts
{
    /// <summary>In no particular order.</summary>
    Task<IReadOnlyList<MapFact>> ListAsync(long projectId, CancellationToken cancel);

    /// <summary>Whose answer stands, of each image that has one: of several people's the newest.</summary>
    Task<IReadOnlyDictionary<long, long>> PeopleAsync(long projectId, CancellationToken cancel);
}
