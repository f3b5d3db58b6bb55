namespace ActiveLabel.Core.Labels.Consensus;

/// <summary>
/// What a project's answers come to, image by image: a function of the answers that stand, of what people answered about gold
/// images, of the classes and of the method, and of nothing else.
/// </summary>
/// <param name="Images">By image, those that have an answer.</param>
/// <param name="ClassIds">[K] to which the skills refer.</param>
/// <param name="People">By how right they are found to be, by id; empty but for Dawid and Skene.</param>
/// <param name="Converged">Null where nothing was to converge.</param>
public sealed record ProjectConsensus(
    IReadOnlyDictionary<long, ImageConsensus> Images, IReadOnlyList<long> ClassIds, IReadOnlyList<PersonSkill> People, bool? Converged, int Iterations)
{
    /// <summary>
    /// Of everybody it is taken that, before any answer is seen, they got so many images of each class shown, and this share
    /// of them right; the rest is spread evenly over the other classes.
    /// </summary>
    private const double PriorAnswers = 5, PriorRight = 0.8;

    /// <summary>What an answer in practice counts against one in a hidden check: practice is there to learn from.</summary>
    private const double PractisedCounts = 0.5;

    /// <summary>Probabilities that are nearer to each other than this are equal: what is left of them is rounding.</summary>
    private const double Same = 1e-9;

    /// <summary>To so many digits a confidence is told: it is what it says, and most stay what they were from round to round.</summary>
    private const int Digits = 2;

    private const double LeastConfidence = 0.01;

    /// <summary>Change of a probability that cannot be told from none, at so many digits.</summary>
    private const double Near = 1e-4;

    /// <param name="inLogOrder">All answers of the project that stand. For Dawid and Skene their order plays no part, but for one person's about one image.</param>
    /// <param name="classIds">[K] classes that count, in their order. Answers of others count as votes, but tell nothing of how right somebody is.</param>
    public static ProjectConsensus Of(
        IEnumerable<Opinion> inLogOrder, ConsensusMethod method, IReadOnlyList<long> classIds, IReadOnlyList<GoldAnswers> gold, CancellationToken cancel = default)
    {
        var byImage = inLogOrder.GroupBy(o => o.ImageId).OrderBy(g => g.Key).Select(g => (Id: g.Key, Opinions: g.ToArray())).ToList();
        var voted = byImage.ToDictionary(image => image.Id, image => Vote.Count(image.Opinions, method));
        return method == ConsensusMethod.DawidSkene
            ? Weigh(byImage, voted, classIds, gold, cancel)
            : new ProjectConsensus(voted, classIds, [], Converged: null, Iterations: 0);
    }

    private static ProjectConsensus Weigh(
        List<(long Id, Opinion[] Opinions)> byImage, Dictionary<long, ImageConsensus> voted, IReadOnlyList<long> classIds, IReadOnlyList<GoldAnswers> gold,
        CancellationToken cancel)
    {
        var ordinals = classIds.Index().ToDictionary(c => c.Item, c => c.Index);
        // An image that most call a poor example is one.
        var weighed = byImage.FindAll(image => voted[image.Id].ClassId is { } id && ordinals.ContainsKey(id));
        var opinions = weighed.ConvertAll(image => Vote.NewestOfEach([.. image.Opinions.Where(o => !o.IsVerdict)])
            .FindAll(o => o.ClassId is { } id && ordinals.ContainsKey(id)));
        long[] people = [.. opinions.SelectMany(o => o.Select(one => one.PersonId)).Concat(gold.Select(g => g.PersonId)).Distinct().Order()];
        var places = people.Index().ToDictionary(p => p.Item, p => p.Index);
        var answers = CrowdAnswers.Of(
            [.. opinions.SelectMany((said, i) => said.Select(o => (i, places[o.PersonId], ordinals[o.ClassId!.Value])))], weighed.Count, people.Length, classIds.Count)
            with
        { Known = [.. weighed.Select(image => voted[image.Id].IsVerdict ? ordinals[voted[image.Id].ClassId!.Value] : -1)] };
        var fit = DawidSkene.Fit(
            answers, new DawidSkeneOptions(Prior(places, ordinals, gold), PriorShare: 1, LearnsFromLone: false, Tolerance: Near), cancel);

        var images = new Dictionary<long, ImageConsensus>(voted);
        foreach (var (i, image) in weighed.Index())
        {
            if (!voted[image.Id].IsVerdict)
                images[image.Id] = Likeliest(voted[image.Id], opinions[i], fit.Posteriors.AsSpan(i * classIds.Count, classIds.Count), ordinals);
        }

        return new ProjectConsensus(images, classIds, [.. people.Select((id, p) => Skill(id, p, answers, fit))], fit.Converged, fit.Iterations);
    }

    /// <summary>
    /// The likeliest of the classes that somebody gave it; of two alike the one that comes first in the project. What all
    /// agree on stays, however little is thought of them.
    /// </summary>
    private static ImageConsensus Likeliest(ImageConsensus voted, List<Opinion> said, ReadOnlySpan<double> posterior, Dictionary<long, int> ordinals)
    {
        var best = -1;
        var bestId = 0L;
        foreach (var id in said.Select(o => o.ClassId!.Value).Distinct().OrderBy(id => ordinals[id]))
        {
            if (best < 0 || posterior[ordinals[id]] > posterior[best] + Same)
                (best, bestId) = (ordinals[id], id);
        }

        return voted with { ClassId = bestId, Confidence = Math.Clamp(Math.Round(posterior[best], Digits), LeastConfidence, 1), Source = Vote.SourceOf(bestId, said) };
    }

    private static double[] Prior(Dictionary<long, int> places, Dictionary<long, int> ordinals, IReadOnlyList<GoldAnswers> gold)
    {
        var k = ordinals.Count;
        var prior = new double[places.Count * k * k];
        var wrong = PriorAnswers * (1 - PriorRight) / (k - 1);
        Array.Fill(prior, wrong);
        for (var cell = 0; cell < prior.Length; cell += k * k)
        {
            for (var c = 0; c < k; c++) prior[cell + (c * k) + c] = PriorAnswers * PriorRight;
        }

        foreach (var answer in gold)
        {
            if (ordinals.TryGetValue(answer.GivenClassId, out var given) && ordinals.TryGetValue(answer.RightClassId, out var right))
                prior[(((places[answer.PersonId] * k) + given) * k) + right] += answer.Hidden + (PractisedCounts * answer.Practised);
        }

        return prior;
    }

    private static PersonSkill Skill(long id, int person, CrowdAnswers answers, DawidSkeneFit fit)
    {
        var k = answers.ClassCount;
        var rates = fit.Rates.AsSpan(person * k * k, k * k);
        var (accuracy, told) = (0.0, 0);
        for (var c = 0; c < k; c++) accuracy += fit.Shares[c] * rates[(c * k) + c];
        for (var i = 0; i < answers.Count; i++)
        {
            if (answers.CountOf(i) > 1 || answers.Known![i] >= 0)
                told += answers.People.AsSpan(answers.Starts[i], answers.CountOf(i)).Count(person);
        }

        return new PersonSkill(id, told, accuracy, [.. rates.ToArray().Chunk(k)]);
    }
}
