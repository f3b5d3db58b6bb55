using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.CommandLine;

/// <summary>Wrong use ends with exit code 2, a message on stderr that names the thing, and nothing on stdout.</summary>
public sealed class WrongUseTests
{
    [Theory]
    [InlineData("'nobody'", "train", "nobody")]
    [InlineData("'nobody'", "featurize", "nobody")]
    [InlineData("'cuda:x'", "featurize", "nobody", "--device", "cuda:x")]
    [InlineData("'cuda:99'", "featurize", "nobody", "--device", "cuda:99")]
    [InlineData("not NaN", "featurize", "nobody", "--gpu-memory-share", "NaN")]
    [InlineData("at most 1, not 2", "featurize", "nobody", "--gpu-memory-share", "2")]
    [InlineData("above 0", "featurize", "nobody", "--gpu-memory-share", "0")]
    [InlineData("batch size", "featurize", "nobody", "--batch", "-1")]
    [InlineData("'nobody'", "evaluate", "nobody")]
    [InlineData("'nobody'", "import", "nobody", "/tmp")]
    [InlineData("at least two classes", "project", "create", "lonely", "--classes", "one")]
    [InlineData("'Dry'", "project", "create", "twins", "--classes", "Dry,dry")]
    [InlineData("--classes", "project", "create", "classless")]
    [InlineData("'nobody'", "simulate", "nobody")]
    [InlineData("'guess'", "simulate", "nobody", "--strategy", "margin,guess")]
    [InlineData("'middle'", "simulate", "nobody", "--start", "middle")]
    [InlineData("'heavy'", "simulate", "nobody", "--class-weights", "heavy")]
    [InlineData("'foo'", "simulate", "nobody", "--spread-labels", "foo")]
    [InlineData("a batch holds at least one image; at least one seed", "simulate", "nobody", "--batch", "0", "--seeds", "0")]
    [InlineData("--features", "simulate")]
    [InlineData("'three' for command 'rebuild' as a whole number", "rounds", "rebuild", "nobody", "three")]
    [InlineData("'half' for option '--trial' as a number", "suspects", "nobody", "--trial", "half")]
    [InlineData("'fly'", "fly")]
    [InlineData("no address", "serve", "--urls", "nonsense")]
    [InlineData("'nobody'", "user", "reset-password", "nobody")]
    [InlineData("'nobody'", "user", "add", "Lea", "--project", "nobody")]
    [InlineData("--project", "user", "add", "Lea", "--role", "admin")]
    public async Task Wrong_use_is_told_in_words(string named, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var ended = await Activelabel.RunAsync([.. arguments, "--data", folder["data"]]);

        ended.ExitCode.ShouldBe(2, ended.Errors);
        ended.Errors.ShouldContain(named, Case.Insensitive);
        ended.Errors.ShouldNotContain("   at ", Case.Sensitive, "a stack trace helps nobody who mistyped");
        ended.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mistyped_command_is_led_to_its_own_help()
    {
        var ended = await Activelabel.RunAsync("project", "create", "classless");

        ended.Errors.ShouldContain("Try: activelabel project create --help");
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var first = await RunningServer.StartAsync(folder["data"]);

        var second = await Activelabel.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--data", folder["data"]);

        second.ExitCode.ShouldBe(2);
        second.Errors.ShouldContain("Another server");
    }
}
