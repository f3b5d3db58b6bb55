using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>
/// Keeps some of the graphs that were made anew, the newest, so that a rebuild need not find out once more what looks
/// alike, which takes longer than all the rest. What is not kept can always be made again.
/// </summary>
public interface IGraphShelf
{
    /// <param name="key">Of the making: <see cref="GraphMaking.Key"/>.</param>
    /// <returns>Null where it is not kept, or damaged.</returns>
    NeighbourGraph? Find(string key);

    /// <summary>A shelf that cannot be written to is passed over: nothing depends on it.</summary>
    void Keep(string key, NeighbourGraph graph);
}
