using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Tests.Shell;

public sealed class PickWordsTests
{
    private static readonly IReadOnlyList<ProjectClass> Classes = Project.Create("Knots", ["sound", "dry"], "net", DateTimeOffset.UnixEpoch).Classes;

    [Fact]
    public void Every_cause_has_words_of_its_own()
    {
        var words = Enum.GetValues<PickCause>().Select(cause => PickWords.Of(new PickWhy(cause), PickReason.Strategy, Classes)).ToArray();

        words.Length.ShouldBeGreaterThan(5);
        words.ShouldBeUnique();
        words.ShouldContain("random check");
        words.ShouldContain("typical of an unseen group");
    }

    [Fact]
    public void A_class_that_is_gone_is_not_named() =>
        PickWords.Of(new PickWhy(PickCause.UnsureBetween, 998, 999), PickReason.Strategy, Classes).ShouldBe("the model is unsure");

    [Fact]
    public void Where_no_cause_was_kept_the_reason_speaks()
    {
        PickWords.Of(default, PickReason.Audit, Classes).ShouldBe("random check");
        PickWords.Of(default, PickReason.Start, Classes).ShouldBe("picked to begin with");
        PickWords.Of(default, PickReason.Waiting, Classes).ShouldBe("waiting its turn");
    }
}
