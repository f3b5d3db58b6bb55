namespace ActiveLabel.Core.Labels.Consensus;

/// <summary>Which class each of several people gave each of several images, in numbers.</summary>
/// <param name="Starts">[n + 1] where each image's answers begin; the last is their number.</param>
/// <param name="People">[answers] who gave it, from 0. Within an image in their order, so that sums do not depend on who came first.</param>
/// <param name="Classes">[answers] which class, from 0.</param>
public sealed record CrowdAnswers(int[] Starts, int[] People, int[] Classes, int PersonCount, int ClassCount)
{
    /// <summary>n.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>[n] the class that is certain, or -1; null where none is.</summary>
    public int[]? Known { get; init; }

    /// <summary>How many answers an image has.</summary>
    public int CountOf(int image) => Starts[image + 1] - Starts[image];

    /// <param name="answers">In any order; a person may answer an image several times.</param>
    /// <param name="count">n.</param>
    /// <exception cref="ArgumentOutOfRangeException">An image, a person or a class is not below its number.</exception>
    public static CrowdAnswers Of(IReadOnlyList<(int Image, int Person, int Class)> answers, int count, int personCount, int classCount)
    {
        var starts = new int[count + 1];
        foreach (var (image, person, @class) in answers)
        {
            if ((uint)image >= (uint)count || (uint)person >= (uint)personCount || (uint)@class >= (uint)classCount)
                throw new ArgumentOutOfRangeException(nameof(answers), $"Image {image}, person {person}, class {@class} are not below {count}, {personCount} and {classCount}.");
            starts[image + 1]++;
        }

        for (var i = 0; i < count; i++) starts[i + 1] += starts[i];
        var ordered = answers.Order().ToArray();
        return new CrowdAnswers(starts, [.. ordered.Select(a => a.Person)], [.. ordered.Select(a => a.Class)], personCount, classCount);
    }
}
