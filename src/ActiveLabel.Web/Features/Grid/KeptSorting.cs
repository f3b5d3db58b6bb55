using System.Collections;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling.Sorting;

namespace ActiveLabel.Web.Features.Grid;

/// <summary>A project's images as they were sorted once, with those crossed out that are known to need no answer any more.</summary>
/// <param name="version">By which they were sorted; null where they were sorted by their looks.</param>
/// <param name="asked">The version that was the newest then: one that does not fit the project's vectors sorts nothing.</param>
/// <param name="vectors">Images that had a vector then: with more of them there is more to sort.</param>
internal sealed class KeptSorting(SortedImages images, ModelVersion? version, long? asked, int vectors, DateTimeOffset at)
{
    private readonly Lock _lock = new();
    private readonly BitArray _gone = new(images.Count);
    private readonly int[] _left = [.. Enumerable.Range(0, images.GroupCount).Select(group => images.StartOf(group + 1) - images.StartOf(group))];

    public ModelVersion? Version => version;

    public int Vectors => vectors;

    public long? Asked => asked;

    /// <summary>When it was last known to be up to date.</summary>
    public DateTimeOffset At { get; set; } = at;

    public int Count => images.Count;

    public int GroupCount => images.GroupCount;

    /// <summary>Images of a group that are not crossed out.</summary>
    public int LeftOf(int group)
    {
        lock (_lock)
        {
            return _left[group];
        }
    }

    /// <summary>The places of a group's next images that are not crossed out, from a place on.</summary>
    public List<int> Next(int group, int from, int most)
    {
        var places = new List<int>(most);
        lock (_lock)
        {
            for (var place = Math.Max(from, images.StartOf(group)); place < images.StartOf(group + 1) && places.Count < most; place++)
            {
                if (!_gone[place]) places.Add(place);
            }
        }

        return places;
    }

    public int StartOf(int group) => images.StartOf(group);

    public long IdAt(int place) => images.Ids[place];

    public float SurenessAt(int place) => images.SurenessAt(place);

    /// <summary>The class of the version's outputs, or null without a version.</summary>
    public long? ClassOf(int group) => version?.ClassIds[group];

    public void CrossOut(int group, IEnumerable<int> places)
    {
        lock (_lock)
        {
            foreach (var place in places)
            {
                if (_gone[place]) continue;
                _gone[place] = true;
                _left[group]--;
            }
        }
    }

    /// <summary>They can be answered again: an answer was taken back.</summary>
    public void BringBack(IReadOnlySet<long> imageIds)
    {
        lock (_lock)
        {
            for (var place = 0; place < images.Count; place++)
            {
                if (!_gone[place] || !imageIds.Contains(IdAt(place))) continue;
                _gone[place] = false;
                _left[GroupAt(place)]++;
            }
        }
    }

    private int GroupAt(int place)
    {
        var group = 0;
        while (place >= images.StartOf(group + 1)) group++;
        return group;
    }
}
