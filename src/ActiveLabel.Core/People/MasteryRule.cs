using ActiveLabel.Core.Projects;

namespace ActiveLabel.Core.People;

/// <summary>What a project asks of those who practise.</summary>
/// <param name="Goal">Right answers in all; 0 asks for nothing.</param>
/// <param name="PerClass">Of these, right answers of each class at least.</param>
/// <param name="Window">Answers at the end that must be mostly right, so that a lucky start does not carry.</param>
/// <param name="Share">Share of the answers in the window that must be right, 0 to 1.</param>
public sealed record MasteryRule(int Goal, int PerClass, int Window, double Share)
{
    /// <summary>The policy's rule. What an older policy does not have is what held then: 4 of each class, 80 % of the last 10.</summary>
    public static MasteryRule Of(ProjectPolicy policy) => new(
        policy.PracticeGoal,
        policy.PracticePerClass == 0 ? 4 : policy.PracticePerClass,
        policy.PracticeWindow == 0 ? 10 : policy.PracticeWindow,
        policy.PracticeShare == 0 ? 0.8 : policy.PracticeShare);

    /// <summary>
    /// The rule as far as the images allow it: nobody is asked for more right answers than there are images, in all and
    /// of each class, lest pictures are learnt by heart; nor for more of each class than the goal holds.
    /// </summary>
    /// <param name="imagesOf">Images to practise on, by class id.</param>
    public ReachableRule Within(IReadOnlyDictionary<long, int> imagesOf)
    {
        var evenly = imagesOf.Count == 0 ? 0 : Goal / imagesOf.Count;
        return new ReachableRule(
            Math.Min(Goal, imagesOf.Values.Sum()),
            imagesOf.ToDictionary(c => c.Key, c => Math.Min(Math.Min(PerClass, evenly), c.Value)),
            Window,
            Share);
    }
}

/// <summary>A rule that the images to practise on can fulfil.</summary>
/// <param name="Goal">Right answers in all; 0: there is nothing to pass.</param>
/// <param name="Of">Right answers of each class, by class id.</param>
/// <param name="Window"><inheritdoc cref="MasteryRule" path="/param[@name='Window']"/></param>
/// <param name="Share"><inheritdoc cref="MasteryRule" path="/param[@name='Share']"/></param>
public sealed record ReachableRule(int Goal, IReadOnlyDictionary<long, int> Of, int Window, double Share);
