using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>A project's log by image: who has said what, and what of it stands.</summary>
internal sealed class OpinionColumns
{
    private readonly LogLine[] _lines;

    /// <summary>Whether each line is an answer that stands and counts, as <see cref="LabelReading"/> has it.</summary>
    private readonly bool[] _stands;

    /// <summary>Place of each line's image; -1 for one that is gone.</summary>
    private readonly int[] _places;

    private OpinionColumns(LogLine[] lines, Dictionary<long, int> placeOf)
    {
        _lines = lines;
        _stands = Array.ConvertAll(lines, line => line.Kind is LabelKind.Class or LabelKind.PoorExample);
        _places = new int[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            _places[i] = placeOf.TryGetValue(lines[i].ImageId, out var place) ? place : -1;
            if (lines[i].Withdraws is { } sequence && Find(sequence) is >= 0 and var taken)
                _stands[taken] = false;
        }

        Silence();
        (Dissent, Count) = Tally(placeOf.Count);
    }

    /// <summary>[n] the share of the people who differ from the most frequent answer, 0 where fewer than two have answered.</summary>
    public float[] Dissent { get; }

    /// <summary>[n] people whose answer stands.</summary>
    public byte[] Count { get; }

    public long NewestSequence => _lines.Length == 0 ? 0 : _lines[^1].Sequence;

    /// <param name="before">What was read earlier of the same images; the lines follow its own.</param>
    public static OpinionColumns Of(OpinionColumns? before, IReadOnlyList<LogLine> lines, Dictionary<long, int> placeOf) =>
        new(before is null ? [.. lines] : [.. before._lines, .. lines], placeOf);

    /// <summary>[n] whether an answer of that person, or for that round, or both, stands.</summary>
    public bool[] GivenBy(long? personId, int? round)
    {
        var given = new bool[Count.Length];
        for (var i = 0; i < _lines.Length; i++)
        {
            if (_stands[i] && (personId is null || _lines[i].PersonId == personId) && (round is null || _lines[i].Round == round) && _places[i] >= 0)
                given[_places[i]] = true;
        }

        return given;
    }

    /// <summary>Whose newest answer about an image counts as none any more has said nothing about it.</summary>
    private void Silence()
    {
        var silent = new HashSet<(long ImageId, long PersonId)>();
        for (var i = 0; i < _lines.Length; i++)
        {
            if (!_stands[i]) continue;
            if (IsVoid(_lines[i])) silent.Add((_lines[i].ImageId, _lines[i].PersonId));
            else if (silent.Count > 0) silent.Remove((_lines[i].ImageId, _lines[i].PersonId));
        }

        for (var i = 0; i < _lines.Length; i++)
            _stands[i] &= !IsVoid(_lines[i]) && (silent.Count == 0 || !silent.Contains((_lines[i].ImageId, _lines[i].PersonId)));
    }

    private static bool IsVoid(LogLine line) => line is { Kind: LabelKind.Class, ClassId: null };

    private (float[] Dissent, byte[] Count) Tally(int images)
    {
        var (starts, order) = ByImage(images);
        var (dissent, count) = (new float[images], new byte[images]);
        var opinions = new List<(long Person, long? ClassId)>();
        for (var place = 0; place < images; place++)
        {
            opinions.Clear();
            for (var at = starts[place]; at < starts[place + 1]; at++)
            {
                var line = _lines[order[at]];
                if (!_stands[order[at]])
                    continue;

                opinions.RemoveAll(o => o.Person == line.PersonId);
                opinions.Add((line.PersonId, line.ClassId));
            }

            count[place] = (byte)Math.Min(opinions.Count, byte.MaxValue);
            if (opinions.Count > 1)
                dissent[place] = 1 - ((float)MostFrequent(opinions) / opinions.Count);
        }

        return (dissent, count);
    }

    private static int MostFrequent(List<(long Person, long? ClassId)> opinions)
    {
        var most = 0;
        foreach (var (_, classId) in opinions)
        {
            var same = 0;
            foreach (var (_, other) in opinions)
            {
                if (other == classId) same++;
            }

            most = Math.Max(most, same);
        }

        return most;
    }

    /// <summary>The lines of each image, in the order of the log: a sort by counting.</summary>
    private (int[] Starts, int[] Order) ByImage(int images)
    {
        var starts = new int[images + 1];
        foreach (var place in _places)
        {
            if (place >= 0) starts[place + 1]++;
        }

        for (var place = 0; place < images; place++) starts[place + 1] += starts[place];
        var (next, order) = (starts[..images], new int[starts[images]]);
        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i] >= 0) order[next[_places[i]]++] = i;
        }

        return (starts, order);
    }

    private int Find(long sequence)
    {
        var at = UpTo(sequence) - 1;
        return at >= 0 && _lines[at].Sequence == sequence ? at : -1;
    }

    /// <summary>How many lines are not after that entry.</summary>
    private int UpTo(long sequence)
    {
        var (low, high) = (0, _lines.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_lines[middle].Sequence <= sequence) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
