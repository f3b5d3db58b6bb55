using System.Globalization;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

/// <summary>The workshop's evaluation of its participants, as anybody can repeat it.</summary>
public sealed class PeopleTests
{
    /// <summary>Sums in lanes of 128 bits are the same on every processor.</summary>
    private static readonly Dictionary<string, string> AnyProcessor = new() { ["DOTNET_PreferredVectorBitWidth"] = "128" };

    [Fact]
    public async Task The_published_accuracies_come_out_as_far_as_ml_net_reaches_them()
    {
        var (features, labels) = (SharedData.Find("oulu_workshop", "features.csv"), SharedData.Find("oulu_workshop", "participant_labels.csv"));
        Assert.SkipUnless(features is not null && labels is not null, SharedData.WhyMissing);
        var published = File.ReadLines(SharedData.Find("oulu_workshop", "participant_results.csv")!)
            .Skip(1).Select(line => line.Split(',')).ToDictionary(f => f[0], f => double.Parse(f[1], CultureInfo.InvariantCulture));

        var ended = await Activelabel.RunAsync(AnyProcessor, "people", "--features", features, "--labels", labels, "--json");

        ended.ExitCode.ShouldBe(0, ended.Errors);
        var people = ended.Json.GetProperty("models").GetProperty("people").EnumerateArray().ToList();
        int[] apart = [.. people.Select(p => (int)Math.Round(Math.Abs(p.GetProperty("accuracy").GetDouble() - published[p.GetProperty("name").GetString()!]) * 259))];
        apart.Length.ShouldBe(29);
        apart.Count(images => images == 0).ShouldBeGreaterThanOrEqualTo(23, string.Join(' ', apart));
        apart.Count(images => images <= 1).ShouldBeGreaterThanOrEqualTo(27, string.Join(' ', apart));
        apart.Max().ShouldBeLessThanOrEqualTo(3, string.Join(' ', apart));
    }

    [Theory]
    [InlineData("--l1", "-1", "from 0 on")]
    [InlineData("--l2", "NaN", "from 0 on")]
    public async Task A_penalty_below_zero_is_refused(string option, string value, string said)
    {
        var ended = await Activelabel.RunAsync("people", "--features", "f.csv", "--labels", "l.csv", option, value);

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldContain(said);
    }

    [Fact]
    public async Task What_goes_with_tables_alone_is_refused_for_a_project()
    {
        var ended = await Activelabel.RunAsync("people", "knots", "--l1", "0.1");

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldContain("--l1 and --l2 go with --features");
    }
}
