namespace ActiveLabel.Core.People;

/// <summary>Measures practice by the project's rule.</summary>
/// <remarks>
/// Passed are those who have answered the goal right in all, enough of every class among them, and enough of the last
/// ones. Who has passed once stays passed: more practice can only help.
/// </remarks>
public static class PracticeMastery
{
    /// <summary>Keeps 55 % of 20 from being a little more than 11.</summary>
    private const double Rounding = 1e-9;

    /// <param name="answers">The person's answers, oldest first; those to hidden images do not count.</param>
    /// <param name="imagesOf">Images to practise on, by class id; without any there is nothing to pass.</param>
    public static PracticeProgress Measure(IEnumerable<PracticeAnswer> answers, IReadOnlyDictionary<long, int> imagesOf, MasteryRule rule)
    {
        var asked = rule.Within(imagesOf);
        var rightOf = imagesOf.ToDictionary(c => c.Key, _ => 0);
        var recent = new Queue<bool>();
        int answered = 0, right = 0;
        var passed = asked.Goal <= 0;
        DateTimeOffset? at = null;
        foreach (var answer in answers.Where(a => a.Source == GoldSource.Practice))
        {
            // About a class that is gone: neither right nor wrong any more, but who has passed by it has passed.
            if (answer.IsSkip)
            {
                if (at is null && answer.Passes)
                    (passed, at) = (true, answer.At);
                continue;
            }

            answered++;
            recent.Enqueue(answer.IsRight);
            if (recent.Count > asked.Window)
                recent.Dequeue();
            if (answer.IsRight)
            {
                right++;
                if (rightOf.TryGetValue(answer.RightClassId, out var before))
                    rightOf[answer.RightClassId] = before + 1;
            }

            var fulfils = right >= asked.Goal
                && asked.Of.All(of => rightOf[of.Key] >= of.Value)
                && recent.Count(isRight => isRight) + Rounding >= asked.Share * recent.Count;
            if (at is null && (answer.Passes || fulfils))
                (passed, at) = (true, answer.At);
        }

        return new PracticeProgress(answered, right, asked, rightOf, recent.Count(isRight => isRight), recent.Count, passed, at);
    }
}

/// <summary>How far a person is in practice.</summary>
/// <param name="Answered">Answers given.</param>
/// <param name="Right">Of these, the right ones.</param>
/// <param name="Asked">What passes.</param>
/// <param name="RightOf">Right answers by class id, for each class that can be practised.</param>
/// <param name="RecentRight">Right answers among the last <paramref name="RecentCount"/>.</param>
/// <param name="RecentCount">At most the rule's window.</param>
/// <param name="PassedAt">When the answer came that passed; null where none did.</param>
public sealed record PracticeProgress(
    int Answered, int Right, ReachableRule Asked, IReadOnlyDictionary<long, int> RightOf, int RecentRight, int RecentCount, bool Passed,
    DateTimeOffset? PassedAt);
