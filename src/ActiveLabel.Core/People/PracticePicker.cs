namespace ActiveLabel.Core.People;

/// <summary>An image whose class is known, to practise on.</summary>
public readonly record struct PracticeImage(long ImageId, long ClassId);

/// <summary>
/// Picks what to practise next: balanced over the classes, and more from those that the person confuses, and a little more
/// from those that the model does.
/// </summary>
public static class PracticePicker
{
    /// <summary>Answers that tell what the person confuses now; older mistakes have been learnt from.</summary>
    private const int Memory = 20;

    /// <summary>How much likelier a class is that is always confused than one that never is.</summary>
    private const double ConfusionWeight = 3;

    /// <summary>How much likelier a class is that the model always gets wrong than one that it never does.</summary>
    private const double ModelWeight = 2;

    /// <summary>
    /// The next image, or null where there is none to practise on. The same images, answers and seed give the same pick,
    /// so that a reloaded page shows the same image; the image answered last never follows itself if there is another.
    /// </summary>
    /// <param name="images">In a stable order.</param>
    /// <param name="answers">The person's answers, oldest first.</param>
    /// <param name="modelWrongOf">Share of a class's images that the model gets wrong, 0 to 1, by class id; null or without a class where that is not known.</param>
    public static PracticeImage? Next(
        IReadOnlyList<PracticeImage> images, IReadOnlyList<PracticeAnswer> answers, int seed, IReadOnlyDictionary<long, double>? modelWrongOf = null)
    {
        if (images.Count == 0)
            return null;

        var random = new Random(unchecked((seed * 397) ^ answers.Count));
        var last = answers.Count > 0 ? answers[^1].ImageId : (long?)null;
        var candidates = images.Where(image => image.ImageId != last).ToList();
        if (candidates.Count == 0)
            return images[0];

        var classId = PickClass([.. candidates.Select(image => image.ClassId).Distinct()], answers, modelWrongOf, random);
        return LeastShown([.. candidates.Where(image => image.ClassId == classId)], answers, random);
    }

    private static long PickClass(
        List<long> classIds, IReadOnlyList<PracticeAnswer> answers, IReadOnlyDictionary<long, double>? modelWrongOf, Random random)
    {
        var shown = answers.CountBy(answer => answer.RightClassId).ToDictionary();
        var recent = answers.TakeLast(Memory).ToList();

        // Squared, so that a class that lags behind its share is drawn back to it and yet stays no foregone conclusion.
        var weights = classIds.ConvertAll(id =>
            Math.Pow(
                (1 + ((ConfusionWeight - 1) * ConfusionOf(id, recent)))
                    * (1 + ((ModelWeight - 1) * (modelWrongOf?.GetValueOrDefault(id) ?? 0))) / (1 + shown.GetValueOrDefault(id)),
                2));

        var point = random.NextDouble() * weights.Sum();
        for (var i = 0; i < classIds.Count - 1; i++)
        {
            point -= weights[i];
            if (point < 0)
                return classIds[i];
        }

        return classIds[^1];
    }

    /// <summary>Share of the answers about this class, or giving it, that were wrong.</summary>
    private static double ConfusionOf(long classId, List<PracticeAnswer> recent)
    {
        var about = recent.Where(answer => answer.RightClassId == classId || answer.GivenClassId == classId).ToList();
        return about.Count == 0 ? 0 : about.Count(answer => !answer.IsRight) / (double)about.Count;
    }

    private static PracticeImage LeastShown(List<PracticeImage> images, IReadOnlyList<PracticeAnswer> answers, Random random)
    {
        var shown = answers.CountBy(answer => answer.ImageId).ToDictionary();
        var fewest = images.Min(image => shown.GetValueOrDefault(image.ImageId));
        images.RemoveAll(image => shown.GetValueOrDefault(image.ImageId) > fewest);
        return images[random.Next(images.Count)];
    }
}
