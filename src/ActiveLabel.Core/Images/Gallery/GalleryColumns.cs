using System.Runtime.InteropServices;
using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>
/// A project's images as the gallery filters and sorts them: column by column in memory, as they were at one moment. A
/// filter over 100,000 images takes a few milliseconds, whatever conditions it joins.
/// </summary>
public sealed class GalleryColumns
{
    private readonly ImageFacts[] _images;
    private readonly int _present;
    private readonly Dictionary<long, int> _placeOf;
    private readonly ImageAnswer[] _answers;
    private readonly OpinionColumns _opinions;
    private readonly GuessColumns? _guesses;
    private readonly bool[] _trained;
    private readonly bool[] _gold;
    private readonly bool[] _failed;

    internal GalleryColumns(
        GalleryMark mark, ImageFacts[] images, Dictionary<long, int> placeOf, ImageAnswer[] answers, OpinionColumns opinions, GuessColumns? guesses,
        bool[] trained, bool[] gold, bool[] failed, KeptNovelty novelty)
    {
        _present = images.Count(i => i.Split != Split.Removed);
        (Mark, _images, _placeOf, _answers, _opinions, _guesses) = (mark, images, placeOf, answers, opinions, guesses);
        (_trained, _gold, _failed, Novelty) = (trained, gold, failed, novelty);
    }

    public GalleryMark Mark { get; }

    public int Count => _images.Length;

    /// <summary>Number of the version whose predictions are shown; null before any.</summary>
    public int? Version => _guesses?.VersionNumber;

    internal ImageFacts[] Images => _images;

    internal Dictionary<long, int> PlaceOf => _placeOf;

    internal ImageAnswer[] Answers => _answers;

    internal OpinionColumns Opinions => _opinions;

    internal GuessColumns? Guesses => _guesses;

    internal bool[] Trained => _trained;

    internal KeptNovelty Novelty { get; }

    /// <summary>[n] row of each image's vector, -1 for none; null while there is no network.</summary>
    internal long[]? Rows { get; init; }

    /// <summary>Null for an image that was not there yet, or is gone.</summary>
    public GalleryNote? Find(long imageId)
    {
        if (!_placeOf.TryGetValue(imageId, out var place))
            return null;

        GalleryGuess? guess = _guesses?.Best[place] is >= 0 and var best
            ? new GalleryGuess(_guesses.ClassIds[best], _guesses.Confidence[place], _trained[place], _guesses.VersionNumber)
            : null;
        return new GalleryNote(guess, _opinions.Dissent[place], _opinions.Count[place], _gold[place], _failed[place]);
    }

    /// <param name="cancel">Only novelty is worth stopping: the first time after a round it takes a second or so.</param>
    public async Task<GallerySelection> SelectAsync(GalleryFilter filter, GalleryOrder order, CancellationToken cancel)
    {
        var keys = order == GalleryOrder.Novelty ? await Novelty.GetAsync(cancel) : null;
        var counter = new Counter(this);
        var matching = new List<int>();
        var given = filter.PersonId is null && filter.Round is null ? null : _opinions.GivenBy(filter.PersonId, filter.Round);
        for (var place = 0; place < _images.Length; place++)
        {
            if (!HoldsRest(filter, given, place))
                continue;

            var (split, label, predicted) = (HoldsSplit(filter, place), HoldsLabel(filter, place), HoldsPrediction(filter, place));
            if (label && predicted) counter.CountSplit(place);
            if (split && predicted) counter.CountLabel(place);
            if (split && label) counter.CountPrediction(place);
            if (split && label && predicted) matching.Add(place);
        }

        return new GallerySelection(Sort(matching, order, keys), counter.Counts) { Total = _present };
    }

    private bool HoldsSplit(GalleryFilter filter, int place) => filter.Split is { } split ? _images[place].Split == split : _images[place].Split != Split.Removed;

    private bool HoldsLabel(GalleryFilter filter, int place)
    {
        var answer = _answers[place];
        return (filter.ClassId is null || (answer.Source is not null && answer.ClassId == filter.ClassId)) && filter.Label switch
        {
            LabelState.Answered => answer.Source is not null,
            LabelState.Unanswered => answer.Source is null,
            LabelState.PoorExample => answer is { Source: not null, ClassId: null },
            _ => true,
        };
    }

    private bool HoldsPrediction(GalleryFilter filter, int place) =>
        filter.PredictedId is null || (_guesses?.Best[place] is >= 0 and var best && _guesses.ClassIds[best] == filter.PredictedId);

    /// <summary>All conditions whose choices are not counted.</summary>
    private bool HoldsRest(GalleryFilter filter, bool[]? given, int place) =>
        given?[place] != false
        && (!filter.Gold || _gold[place])
        && (!filter.Failed || _failed[place])
        && (filter.Source is null || _answers[place].Source == filter.Source)
        && HoldsOpinions(filter.Opinions, place)
        && HoldsConfidence(filter, place)
        && (!filter.Differs || Differs(place))
        && (filter.Text.Length == 0 || _images[place].FileName.Contains(filter.Text, StringComparison.OrdinalIgnoreCase));

    private bool HoldsOpinions(OpinionState wanted, int place) => wanted switch
    {
        OpinionState.Agree => _opinions.Count[place] > 1 && _opinions.Dissent[place] == 0,
        OpinionState.Disagree => _opinions.Dissent[place] > 0,
        _ => true,
    };

    private bool HoldsConfidence(GalleryFilter filter, int place) =>
        filter is { LeastConfidence: null, MostConfidence: null }
        || (_guesses?.Best[place] >= 0 && _guesses.Confidence[place] >= (filter.LeastConfidence ?? 0) && _guesses.Confidence[place] <= (filter.MostConfidence ?? 1));

    private bool Differs(int place) =>
        _answers[place].ClassId is { } label && _guesses?.Best[place] is >= 0 and var best && _guesses.ClassIds[best] != label;

    private long[] Sort(List<int> places, GalleryOrder order, float[]? novelty)
    {
        if (order == GalleryOrder.Newest)
            places.Reverse();
        if (order is GalleryOrder.Newest or GalleryOrder.Oldest)
            return [.. places.Select(place => _images[place].Id)];

        var keys = new ulong[places.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var place = places[i];
            var key = order switch
            {
                GalleryOrder.Uncertainty => _guesses?.Best[place] >= 0 ? -_guesses.Margin[place] : float.NegativeInfinity,
                GalleryOrder.Disagreement => _opinions.Dissent[place],
                GalleryOrder.Suspicion => Suspicion(place),
                // A label since then has made it known.
                _ => _answers[place].ClassId is null ? novelty![place] : 0,
            };
            keys[i] = ((ulong)Descending(key) << 32) | (uint)(int.MaxValue - place);
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, key => _images[int.MaxValue - (int)(uint)key].Id);
    }

    /// <summary>By how much the model prefers another class to the label, -1 to 1; least for an image without both.</summary>
    private float Suspicion(int place) => _answers[place].ClassId is not null && _guesses?.Best[place] >= 0
        ? Differs(place) ? _guesses.Confidence[place] - _guesses.OfLabel[place] : -_guesses.Confidence[place]
        : float.NegativeInfinity;

    /// <summary>A number whose order as a whole number is that of the values turned round.</summary>
    private static uint Descending(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return ~((bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000);
    }

    private sealed class Counter(GalleryColumns columns)
    {
        private readonly Dictionary<long, int> _classes = [];
        private readonly int[] _predicted = new int[columns._guesses?.ClassIds.Count ?? 0];
        private int _pool, _test, _removed, _unanswered, _poor, _answered;

        public GalleryCounts Counts => new(
            _pool, _test, _removed, _answered, _unanswered, _poor, _classes,
            _predicted.Index().ToDictionary(p => columns._guesses!.ClassIds[p.Index], p => p.Item));

        public void CountSplit(int place)
        {
            switch (columns._images[place].Split)
            {
                case Split.Pool: _pool++; break;
                case Split.Test: _test++; break;
                default: _removed++; break;
            }
        }

        public void CountLabel(int place)
        {
            var answer = columns._answers[place];
            if (answer.Source is null)
            {
                _unanswered++;
                return;
            }

            _answered++;
            if (answer.ClassId is { } classId)
                CollectionsMarshal.GetValueRefOrAddDefault(_classes, classId, out _)++;
            else
                _poor++;
        }

        public void CountPrediction(int place)
        {
            if (columns._guesses?.Best[place] is >= 0 and var best) _predicted[best]++;
        }
    }
}
