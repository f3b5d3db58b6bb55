using ActiveLabel.Core.Labels;

namespace ActiveLabel.Tests.Data;

/// <summary>The rules of leasing once more, on paper: looked up in full each time, with nothing kept beside what happened.</summary>
internal sealed class PaperQueue(IReadOnlyList<long> images, int overlap)
{
    private readonly Dictionary<long, (int Round, int Rank)> _places = [];
    private readonly Dictionary<long, List<(Guid Id, long Person, LabelKind Kind)>> _standing = images.ToDictionary(i => i, _ => new List<(Guid, long, LabelKind)>());
    private readonly Dictionary<(long Image, long Person), (string Session, DateTimeOffset Until)> _leases = [];

    public int Overlap { get; set; } = overlap;

    public void Place(long image, int round, int rank) => _places[image] = (round, rank);

    private readonly Dictionary<long, int> _wanted = [];

    public bool IsDone(long image) => Opinions(image) is var said && (said.Count >= Asked(image) || said.ContainsValue(LabelKind.PoorExample));

    /// <summary>A round's second opinions: those of before that nobody has given are forgotten first.</summary>
    /// <returns>Those that are asked for.</returns>
    public List<long> Want(IReadOnlyList<(long Image, int People)> again)
    {
        ForgetWanted();
        var asked = again.Where(a => Opinions(a.Image) is var said && said.Count < a.People && !said.ContainsValue(LabelKind.PoorExample)).ToList();
        asked.ForEach(a => _wanted[a.Image] = Math.Max(_wanted.GetValueOrDefault(a.Image), a.People));
        return asked.ConvertAll(a => a.Image);
    }

    public void ForgetWanted()
    {
        foreach (var image in images.Where(i => _wanted.GetValueOrDefault(i) > Opinions(i).Count)) _wanted.Remove(image);
    }

    public int Answers(long image) => Opinions(image).Count;

    private int Asked(long image) => Math.Max(Overlap, _wanted.GetValueOrDefault(image));

    public List<long> Held(OpenPage page, DateTimeOffset now) =>
        InOrder(_leases.Where(l => l.Key.Person == page.PersonId && l.Value.Session == page.Session && l.Value.Until > now).Select(l => l.Key.Image));

    /// <summary>What that person may be given, best first.</summary>
    public List<long> Free(long person, DateTimeOffset now)
    {
        var free = InOrder(images.Where(image =>
            !IsDone(image) && !Opinions(image).ContainsKey(person) && !Holders(image, now).Contains(person)
            && Opinions(image).Count + Holders(image, now).Count < Asked(image)));
        return [.. free.Where(i => !Skipped(i)), .. free.Where(Skipped)];

        bool Skipped(long image) => _standing[image].Exists(e => e.Person == person && e.Kind == LabelKind.Skip);
    }

    public void Lease(OpenPage page, IEnumerable<long> taken, DateTimeOffset until)
    {
        foreach (var image in taken)
        {
            _leases[(image, page.PersonId)] = (page.Session, until);
        }
    }

    public void Release(OpenPage page)
    {
        foreach (var (key, lease) in _leases.ToList())
        {
            if (key.Person == page.PersonId && lease.Session == page.Session)
                _leases.Remove(key);
        }
    }

    public AppendOutcome Append(LabelEntry entry, DateTimeOffset now)
    {
        var (image, said) = (entry.ImageId, Opinions(entry.ImageId));
        var wasAsked = _leases.Remove((image, entry.PersonId), out var lease) && lease.Until > now;
        var outcome = entry.Kind == LabelKind.Skip ? AppendOutcome.Appended
            : said.ContainsKey(entry.PersonId) || (!wasAsked && IsDone(image)) ? AppendOutcome.AnsweredBefore
            : !wasAsked && said.Count + Holders(image, now).Count >= Asked(image) ? AppendOutcome.WithSomebodyElse
            : AppendOutcome.Appended;
        _standing[image].Add((entry.Id, entry.PersonId, entry.Kind));
        return outcome;
    }

    public void Withdraw(LabelEntry entry) => _standing[entry.ImageId].RemoveAll(e => e.Id == entry.Id).ShouldBe(1);

    private Dictionary<long, LabelKind> Opinions(long image)
    {
        var said = new Dictionary<long, LabelKind>();
        foreach (var (_, person, kind) in _standing[image].Where(e => e.Kind != LabelKind.Skip))
        {
            said[person] = kind;
        }

        return said;
    }

    private List<long> Holders(long image, DateTimeOffset now) =>
        [.. _leases.Where(l => l.Key.Image == image && l.Value.Until > now).Select(l => l.Key.Person)];

    private List<long> InOrder(IEnumerable<long> some) => [.. some.OrderByDescending(i => _places[i].Round).ThenBy(i => _places[i].Rank)];
}
