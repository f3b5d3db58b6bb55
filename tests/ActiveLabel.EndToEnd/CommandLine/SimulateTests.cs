using System.Text.Json;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

/// <summary>The replay of labelling, as a person or a script starts it.</summary>
public sealed class SimulateTests
{
    private const string Header = "path,split,label,f0,f1\n";

    [Fact]
    public async Task The_workshop_comes_out_as_published()
    {
        var features = SharedData.Find("oulu_workshop", "features.csv");
        Assert.SkipWhen(features is null, SharedData.WhyMissing);

        var ended = await Activelabel.SucceedAsync(
            "simulate", "--features", features!, "--strategy", "entropy", "--start", "given", "--batch", "8", "--rounds", "10",
            "--l1", "0.01", "--l2", "0.01", "--json");

        var rounds = ended.Json.GetProperty("strategies")[0].GetProperty("rounds");
        rounds.GetArrayLength().ShouldBe(11);
        Accuracy(rounds[0]).ShouldBe(0.7567568, 5e-8);
        Accuracy(rounds[1]).ShouldBe(0.8378378, 5e-8);
        Accuracy(rounds[10]).ShouldBe(0.8725869, 5e-8);
        Accuracy(ended.Json.GetProperty("wholePool")).ShouldBe(0.8764479, 5e-8);
        rounds[10].GetProperty("labels").GetInt32().ShouldBe(91);
        rounds[10].GetProperty("confusion").EnumerateArray().Select(r => r.EnumerateArray().Select(c => c.GetInt32()))
            .ShouldBe([[155, 18, 0], [2, 57, 4], [0, 9, 14]]);

        static double Accuracy(JsonElement at) => at.GetProperty("accuracy").GetDouble();
    }

    [Fact]
    public async Task Several_people_who_err_are_compared_by_how_their_answers_are_bought()
    {
        using var folder = new TemporaryFolder();
        var table = folder["features.csv"];
        await File.WriteAllTextAsync(table, Header + string.Concat(Enumerable.Range(0, 90).Select(i =>
            $"{i}.png,{(i < 60 ? "pool" : "test")},{(i % 2 == 0 ? "cat" : "dog")},{(i % 2 * 2) + (i % 5)},{i % 7}\n")));

        var ended = await Activelabel.SucceedAsync(
            "simulate-crowd", "--features", table, "--overlap", "1,2,pays", "--consensus", "majority,dawid-skene", "--start-labels", "20", "--batch", "4",
            "--rounds", "2", "--seeds", "2", "--json", "--data", folder["data"]);

        ended.Json.EnumerateArray().Select(c => c.GetProperty("plan").GetString()).ShouldBe(
        [
            "1 each, majority", "1 each, Dawid-Skene", "2 each, majority", "2 each, Dawid-Skene", "where it pays, majority", "where it pays, Dawid-Skene",
        ]);
        ended.Json.EnumerateArray().ShouldAllBe(c => c.GetProperty("rounds")[2].GetProperty("answers").GetInt32() == 28);
        Directory.Exists(folder["data"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--overlap", "9", "1 to 5 different people")]
    [InlineData("--overlap", "two", "'pays'")]
    [InlineData("--consensus", "loudest", "choose newest, majority or dawid-skene")]
    [InlineData("--noise", "1.5", "share of wrong answers")]
    public async Task What_cannot_be_replayed_of_several_people_is_said_before_anything_is_read(string option, string value, string said)
    {
        var ended = await Activelabel.RunAsync("simulate-crowd", "--features", "nowhere.csv", option, value);

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldContain(said);
    }

    [Fact]
    public async Task A_table_gives_a_curve_a_strategy_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var table = folder["features.csv"];
        await File.WriteAllTextAsync(table, Header + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{i}.png,{(i < 40 ? "pool" : "test")},{(i % 2 == 0 ? "cat" : "dog")},{(i % 2 * 2) + (i % 5)},{i % 7}\n")));

        var ended = await Activelabel.SucceedAsync(
            "simulate", "--features", table, "--strategy", "random,margin", "--batch", "4", "--rounds", "3", "--seeds", "2", "--json", "--data", folder["data"]);

        ended.Json.GetProperty("strategies").EnumerateArray().Select(s => s.GetProperty("strategy").GetString()).ShouldBe(["random", "margin"]);
        foreach (var curve in ended.Json.GetProperty("strategies").EnumerateArray())
        {
            curve.GetProperty("rounds").EnumerateArray().Select(r => r.GetProperty("labels").GetInt32()).ShouldBe([4, 8, 12, 16]);
        }

        Directory.Exists(folder["data"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("1,test,a,0,0\n2,test,b,0,x\n", "line 3, column f1: 'x'")]
    [InlineData("1,test,a,0,0\n2,pool,b,0,NaN\n", "line 3, column f1: 'NaN'")]
    [InlineData("1,pool,a,0,0\n2,pool,b,0,1\n", "test images")]
    [InlineData("1,test,a,0,0\n2,pool,b,0,1\n", "at least two classes")]
    public async Task What_is_wrong_with_a_table_is_told_in_a_line(string rows, string named)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["features.csv"], Header + rows);

        var ended = await Activelabel.RunAsync("simulate", "--features", folder["features.csv"], "--json");

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldContain(named);
        ended.Errors.Trim().Split('\n').Length.ShouldBe(1);
        ended.Output.ShouldBeEmpty();
    }
}
