using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.SecondOpinions;

namespace ActiveLabel.Core.Rounds;

/// <summary>Finds the answered images about which another person's answer is expected to help more than one about a new image.</summary>
internal static class SecondOpinionPicker
{
    /// <summary>Of a round's places, the share that may go to second opinions: new images teach what no second opinion can.</summary>
    public const double MostShare = 0.5;

    /// <param name="picks">Of the strategy and the audit arm.</param>
    /// <param name="pool">The images from which they were picked, with their predictions.</param>
    /// <param name="trainer">Of such sets: labelled images are judged by models that were trained without them.</param>
    /// <param name="inLogOrder">All answers that stand.</param>
    /// <param name="mostShare">Of the places, the share that may go to second opinions.</param>
    /// <returns>The picks themselves where nobody could give a second opinion, or too little is labelled to tell.</returns>
    public static IReadOnlyList<Pick> Deal(
        IReadOnlyList<Pick> picks, SamplingPool pool, Predictions predictions, LabelledImages labelled, ITrainer trainer, TrainingOptions options,
        IReadOnlyList<Opinion> inLogOrder, double mostShare, CancellationToken cancel)
    {
        var classIds = labelled.ClassIds.Index().ToDictionary(c => c.Item, c => c.Index);
        var places = labelled.Ids.Index().ToDictionary(i => i.Item, i => i.Index);
        // Whoever has changed their mind is counted with what they say now.
        Opinion[] newest = [.. inLogOrder.GroupBy(o => o.ImageId).SelectMany(g => Vote.NewestOfEach([.. g]))];
        var said = newest.Where(o => places.ContainsKey(o.ImageId) && o.ClassId is { } id && classIds.ContainsKey(id))
            .GroupBy(o => o.ImageId).ToDictionary(g => places[g.Key], g => g.ToList());
        var labelers = inLogOrder.Where(o => o.Source is LabelSource.LabelPage or LabelSource.Grid).Select(o => o.PersonId).ToHashSet();
        // Nobody is asked about what somebody has called a poor example, nor about what an admin has decided.
        var poor = newest.Where(o => o.ClassId is null).Select(o => o.ImageId).ToHashSet();
        int[] open =
        [
            .. said.Where(s => !poor.Contains(labelled.Ids[s.Key]) && Vote.VerdictAmong(s.Value) is null && labelers.Except(s.Value.Select(o => o.PersonId)).Any())
                .Select(s => s.Key).Order(),
        ];
        if (open.Length == 0)
            return picks;

        int[] all = [.. Enumerable.Range(0, labelled.Ids.Count)];
        if (CrossFitting.Predict(trainer, labelled.Vectors, labelled.Classes, classIds.Count, all, options, cancel: cancel) is not { } unseen)
            return picks;

        var answers = Number(said, all.Length, classIds);
        var trust = CrowdTrust.Of(answers, labelled.Classes, unseen);
        var scores = ActiveLabScores.OfAnswered(trust, answers, labelled.Classes, unseen);
        var place = pool.ImageIds.Index().ToDictionary(i => i.Item, i => i.Index);
        return OpinionMix.Deal(
            picks, id => ActiveLabScores.OfNew(trust, predictions[place[id]]),
            open.Select(i => new AnsweredCandidate(labelled.Ids[i], scores[i], said[i].Count)),
            (int)(picks.Count * mostShare));
    }

    private static CrowdAnswers Number(Dictionary<int, List<Opinion>> said, int count, Dictionary<long, int> classIds)
    {
        var people = said.Values.SelectMany(s => s.Select(o => o.PersonId)).Distinct().Order().Index().ToDictionary(p => p.Item, p => p.Index);
        return CrowdAnswers.Of(
            [.. said.SelectMany(s => s.Value.Select(o => (s.Key, people[o.PersonId], classIds[o.ClassId!.Value])))],
            count, people.Count, classIds.Count);
    }
}

/// <summary>Images with a class.</summary>
/// <param name="Classes">[n] zero-based.</param>
/// <param name="ClassIds">[K] in their order.</param>
internal sealed record LabelledImages(IReadOnlyList<long> Ids, IReadOnlyList<int> Classes, VectorRows Vectors, IReadOnlyList<long> ClassIds)
{
    public static LabelledImages Of(ProjectSnapshot snapshot, IVectorReader vectors) => new(
        [.. snapshot.Labelled.Select(i => i.Id)], snapshot.Truth(snapshot.Labelled), new VectorRows(vectors, [.. snapshot.Labelled.Select(i => i.Row)]),
        snapshot.ClassIds);
}
