using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Core.People.Work;

/// <summary>Reads a project's log person by person. Lines are moved about by their numbers: a line is large, and there are very many.</summary>
internal sealed class PersonReader
{
    private readonly WorkLine[] _lines;
    private readonly StandingAnswers _standing;
    private readonly OthersMajority _others;
    private readonly HashSet<long> _withdrawn;
    private readonly Dictionary<long, int> _units;
    private readonly Dictionary<long, int> _raters;

    public PersonReader(IReadOnlyList<WorkLine> lines, StandingAnswers standing, OthersMajority others)
    {
        (_lines, _standing, _others) = ([.. lines], standing, others);
        _withdrawn = StandingAnswers.Withdrawn(lines);
        _units = standing.ImageIds.Index().ToDictionary(i => i.Item, i => i.Index);
        _raters = standing.PersonIds.Index().ToDictionary(p => p.Item, p => p.Index);
    }

    /// <param name="verdicts">[raters].</param>
    public IReadOnlyList<PersonWork> ReadAll(IReadOnlyList<JudgedByOthers> verdicts)
    {
        var numbers = NumbersByPerson();
        var people = new PersonWork[numbers.Count];
        Parallel.For(0, people.Length, BackgroundThreads.Loop(), i =>
        {
            var (personId, own) = numbers[i];
            people[i] = Read(
                personId, own, _raters.TryGetValue(personId, out var rater) ? verdicts[rater] : JudgedByOthers.Nobody(_standing.Ratings.CategoryCount));
        });
        return people;
    }

    private List<(long PersonId, List<int> Numbers)> NumbersByPerson()
    {
        var places = new Dictionary<long, int>();
        var numbers = new List<(long PersonId, List<int> Numbers)>();
        for (var number = 0; number < _lines.Length; number++)
        {
            var personId = _lines[number].PersonId;
            if (!places.TryGetValue(personId, out var place))
            {
                places[personId] = place = numbers.Count;
                numbers.Add((personId, []));
            }

            numbers[place].Numbers.Add(number);
        }

        return numbers;
    }

    private PersonWork Read(long personId, List<int> own, JudgedByOthers verdict)
    {
        int withdrawals = 0, skips = 0;
        var stands = new List<int>(own.Count);
        var answers = new Dictionary<long, int>();
        var changed = new HashSet<long>();
        foreach (var number in own)
        {
            ref readonly var line = ref _lines[number];
            if (line.Kind == LabelKind.Withdrawal)
            {
                withdrawals++;
                continue;
            }

            if (_withdrawn.Contains(line.Sequence))
                continue;

            stands.Add(number);
            if (line.Kind == LabelKind.Skip)
            {
                skips++;
                continue;
            }

            if (answers.TryGetValue(line.ImageId, out var before) && (_lines[before].Kind, _lines[before].ClassId) != (line.Kind, line.ClassId))
                changed.Add(line.ImageId);
            answers[line.ImageId] = number;
        }

        int[] inTime = InTime([.. stands]), given = InTime([.. answers.Values]);
        return new PersonWork(
            personId, given.Length, given.Count(n => _lines[n].Kind == LabelKind.PoorExample), skips, own.Count - withdrawals - stands.Count, changed.Count,
            verdict, PaceMeter.Of(_lines, inTime), Stretches(given))
        {
            First = inTime.Length == 0 ? null : Time(inTime[0]),
            Last = inTime.Length == 0 ? null : Time(inTime[^1]),
        };
    }

    /// <summary>The log is in the order in which entries came; what was given without a connection came later than it was given.</summary>
    private int[] InTime(int[] numbers)
    {
        Array.Sort(Array.ConvertAll(numbers, n => (_lines[n].At, n)), numbers);
        return numbers;
    }

    private List<WorkStretch> Stretches(int[] answers)
    {
        var size = PeopleWork.FewestAStretch * Math.Max(1, (int)Math.Ceiling(answers.Length / (double)(PeopleWork.FewestAStretch * PeopleWork.MostStretches)));
        var stretches = new List<WorkStretch>();
        for (var from = 0; from < answers.Length; from += size)
        {
            var some = answers.AsSpan(from, Math.Min(size, answers.Length - from));
            var (judged, agreed) = (0, 0);
            foreach (var number in some)
            {
                var agrees = Agrees(in _lines[number]);
                judged += agrees is null ? 0 : 1;
                agreed += agrees == true ? 1 : 0;
            }

            stretches.Add(new WorkStretch(from + 1, some.Length, Time(some[0]), Time(some[^1]), PaceMeter.Median(_lines, some), judged, agreed));
        }

        return stretches;
    }

    /// <summary>Whether the person said what most others did; null where that cannot be told.</summary>
    private bool? Agrees(in WorkLine line)
    {
        if (!_units.TryGetValue(line.ImageId, out var unit) || !_raters.TryGetValue(line.PersonId, out var rater))
            return null;

        var place = _standing.Ratings.RatersOf(unit).IndexOf(rater);
        return place >= 0 && _others.Of(unit, place) is { } most ? most == _standing.Ratings.CategoriesOf(unit)[place] : null;
    }

    private DateTimeOffset Time(int number) => DateTimeOffset.FromUnixTimeMilliseconds(_lines[number].At);
}
