namespace ActiveLabel.Core.People;

/// <summary>The rule by which practice is passed.</summary>
/// <remarks>
/// Passed are those who have answered the goal right in all, enough of every class among them, and four in five of the
/// last ten. Who has passed once stays passed: more practice can only help.
/// </remarks>
public static class PracticeMastery
{
    /// <summary>Answers at the end of practice that must be mostly right, so that a lucky start does not carry.</summary>
    public const int RecentWindow = 10;

    /// <summary>Share of the recent answers that must be right, 0 to 1.</summary>
    public const double RecentShare = 0.8;

    /// <summary>Right answers asked of each class at most; fewer where the goal is small or the classes are many.</summary>
    public const int MostPerClass = 4;

    /// <param name="answers">The person's answers, oldest first.</param>
    /// <param name="classIds">Classes of which there are images to practise on.</param>
    /// <param name="goal">Right answers asked for in all; 0 or no classes: there is nothing to pass.</param>
    public static PracticeProgress Measure(IEnumerable<PracticeAnswer> answers, IReadOnlyCollection<long> classIds, int goal)
    {
        var perClass = classIds.Count == 0 ? 0 : Math.Min(MostPerClass, goal / classIds.Count);
        var rightOf = classIds.ToDictionary(id => id, _ => 0);
        var recent = new Queue<bool>();
        int answered = 0, right = 0;
        var passed = goal <= 0 || classIds.Count == 0;
        foreach (var answer in answers)
        {
            answered++;
            recent.Enqueue(answer.IsRight);
            if (recent.Count > RecentWindow)
                recent.Dequeue();
            if (answer.IsRight)
            {
                right++;
                if (rightOf.TryGetValue(answer.RightClassId, out var before))
                    rightOf[answer.RightClassId] = before + 1;
            }

            passed |= right >= goal
                && rightOf.Values.All(count => count >= perClass)
                && recent.Count(isRight => isRight) >= RecentShare * recent.Count;
        }

        return new PracticeProgress(answered, right, goal, perClass, rightOf, recent.Count(isRight => isRight), recent.Count, passed);
    }
}

/// <summary>How far a person is in practice.</summary>
/// <param name="Answered">Answers given.</param>
/// <param name="Right">Of these, the right ones.</param>
/// <param name="Goal">Right answers asked for in all.</param>
/// <param name="GoalPerClass">Right answers asked for of each class.</param>
/// <param name="RightOf">Right answers by class id, for each class that can be practised.</param>
/// <param name="RecentRight">Right answers among the last <paramref name="RecentCount"/>.</param>
/// <param name="RecentCount">At most <see cref="PracticeMastery.RecentWindow"/>.</param>
public sealed record PracticeProgress(
    int Answered, int Right, int Goal, int GoalPerClass, IReadOnlyDictionary<long, int> RightOf, int RecentRight, int RecentCount, bool Passed);
