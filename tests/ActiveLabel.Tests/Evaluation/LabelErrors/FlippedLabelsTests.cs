using ActiveLabel.Core.Evaluation.LabelErrors.Trial;

namespace ActiveLabel.Tests.Evaluation.LabelErrors;

public sealed class FlippedLabelsTests
{
    private static readonly int[] Classes = [.. Enumerable.Range(0, 2000).Select(i => i % 4)];

    [Fact]
    public void Exactly_the_share_is_made_wrong_and_to_every_other_class()
    {
        var flipped = FlippedLabels.Make(Classes, 4, 0.05, seed: 3);

        flipped.Count.ShouldBe(100);
        Enumerable.Range(0, Classes.Length).ShouldAllBe(i => flipped.Flipped[i] == (flipped.Classes[i] != Classes[i]));
        flipped.Classes.ShouldAllBe(k => k >= 0 && k < 4);
        Enumerable.Range(0, Classes.Length).Where(i => flipped.Flipped[i]).Select(i => (Classes[i], flipped.Classes[i])).Distinct().Count().ShouldBe(12);
    }

    [Fact]
    public void The_same_seed_makes_the_same_wrong_and_another_seed_others()
    {
        FlippedLabels.Make(Classes, 4, 0.1, seed: 3).Classes.ShouldBe(FlippedLabels.Make(Classes, 4, 0.1, seed: 3).Classes);
        FlippedLabels.Make(Classes, 4, 0.1, seed: 4).Flipped.ShouldNotBe(FlippedLabels.Make(Classes, 4, 0.1, seed: 3).Flipped);
    }
}
