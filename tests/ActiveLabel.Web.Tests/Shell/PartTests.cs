using ActiveLabel.Core;
using ActiveLabel.Web.Shell;
using Bunit;
using MudBlazor.Services;

namespace ActiveLabel.Web.Tests.Shell;

public sealed class PartTests : IAsyncLifetime
{
    private readonly BunitContext _bunit = new();

    public PartTests()
    {
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddMudServices();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();

    [Fact]
    public void Progress_tells_how_much_how_fast_and_how_long_to_eye_and_ear()
    {
        var line = _bunit.Render<ProgressLine>(p => p
            .Add(l => l.Title, "Reading images").Add(l => l.Done, 500).Add(l => l.Total, 2000).Add(l => l.Rate, 41.4).Add(l => l.TimeLeft, TimeSpan.FromSeconds(36)));

        line.Find(".progress-figures").TextContent.ShouldBe("500 of 2,000 images · 41 a second · 40 s left");
        var bar = line.Find("[role=progressbar]");
        bar.GetAttribute("aria-valuenow").ShouldBe("500");
        bar.GetAttribute("aria-valuetext").ShouldBe("500 of 2,000 images · 41 a second · 40 s left");
        line.Find(".progress-fill").GetAttribute("style").ShouldBe("width:25%");
    }

    [Fact]
    public void Progress_without_a_total_moves_and_claims_nothing()
    {
        var line = _bunit.Render<ProgressLine>(p => p.Add(l => l.Title, "Preparing the network").Add(l => l.Done, 0).Add(l => l.Total, 0));

        line.Find(".progress-fill").ClassList.ShouldContain("unknown");
        line.Find("[role=progressbar]").HasAttribute("aria-valuenow").ShouldBeFalse();
    }

    [Fact]
    public void An_error_that_was_written_for_people_is_shown_and_another_is_not()
    {
        var forPeople = _bunit.Render<PageError>(p => p.Add(e => e.Error, new WrongUseException("There is no project 7.")));
        var internalOne = _bunit.Render<PageError>(p => p.Add(e => e.Error, new InvalidOperationException("secret of the house")));

        forPeople.Find("[role=alert]").TextContent.ShouldBe("There is no project 7.");
        internalOne.Markup.ShouldNotContain("secret");
        internalOne.FindAll("button").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(0.4, "a moment")]
    [InlineData(7.2, "8 s")]
    [InlineData(41, "45 s")]
    [InlineData(130, "3 min")]
    [InlineData(4000, "1 h 6 min")]
    [InlineData(100_000, "1 d 3 h")]
    public void Durations_are_rounded_so_that_they_do_not_fidget(double seconds, string expected) =>
        Wording.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData(1, "1 image")]
    [InlineData(0, "0 images")]
    [InlineData(12345, "12,345 images")]
    public void One_is_not_many(long count, string expected) => Wording.Count(count, "image").ShouldBe(expected);
}
