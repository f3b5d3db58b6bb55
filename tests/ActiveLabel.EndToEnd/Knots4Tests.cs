using ActiveLabel.TestKit.Running;
using ActiveLabel.TestKit;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd;

/// <summary>The main benchmark: 1,907 real knots of four classes, from files to a judged model, by the commands of the README.</summary>
public sealed class Knots4Tests
{
    [Fact]
    public async Task With_all_pool_labels_balanced_accuracy_is_at_least_81_percent()
    {
        var knots = SharedData.Find("wood_knots");
        Assert.SkipWhen(knots is null, SharedData.WhyMissing);
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];

        await Activelabel.SucceedAsync(["project", "create", "knots4", "--classes", "live_knot,dead_knot,knot_with_crack,knot_missing", .. data]);
        var import = await Activelabel.SucceedAsync(
            ["import", "knots4", knots!, "--labels", $"csv:{Path.Combine(knots!, "knots4_subset.csv")}", "--test-share", "0.33", "--json", .. data]);
        import.Json.GetProperty("added").GetInt32().ShouldBe(1907);
        await Activelabel.SucceedAsync(["featurize", "knots4", .. data]);
        await Activelabel.SucceedAsync(["train", "knots4", .. data]);
        var evaluate = await Activelabel.SucceedAsync(["evaluate", "knots4", "--json", .. data]);

        evaluate.Json.GetProperty("balancedAccuracy").GetDouble().ShouldBeGreaterThanOrEqualTo(0.81);
    }
}
