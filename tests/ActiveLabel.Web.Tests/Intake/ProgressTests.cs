using ActiveLabel.Web.Intake;
using ActiveLabel.Web.Intake.Choice;
using Microsoft.Extensions.Time.Testing;

namespace ActiveLabel.Web.Tests.Intake;

public sealed class ProgressTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void However_often_work_reports_a_page_hears_a_few_times_a_second_and_always_of_the_last()
    {
        var board = new ProgressBoard(_time);
        var heard = new List<long>();
        using var subscription = board.Subscribe(1, () => heard.Add(board.Find(1, WorkKind.Import)!.Done));
        for (var done = 1; done <= 1000; done++)
        {
            board.Post(At(done));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        heard.Count.ShouldBeInRange(4, 8);
        heard[^1].ShouldBe(1000);
    }

    [Fact]
    public void Whoever_left_and_whoever_looks_at_another_project_hears_nothing()
    {
        var board = new ProgressBoard(_time);
        var heard = 0;
        board.Subscribe(1, () => heard++).Dispose();
        using var other = board.Subscribe(2, () => heard++);
        board.Post(At(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        heard.ShouldBe(0);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_seconds_and_the_time_left_follows()
    {
        var meter = new RateMeter(_time);
        meter.Measure(0, 1000).ShouldBe((0, null));
        for (var second = 1; second <= 20; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            meter.Measure(second <= 10 ? second : 10 + ((second - 10) * 50), 1000);
        }

        var (rate, left) = meter.Measure(510, 1000);
        rate.ShouldBe(50, tolerance: 1);
        left!.Value.TotalSeconds.ShouldBe(9.8, tolerance: 0.3);
    }

    [Fact]
    public void A_subfolder_that_is_no_class_stops_an_import_before_it_begins()
    {
        var draft = new IntakeDraft
        {
            Files = new ChosenFiles(3, 0, 100, 0, null),
            Labels = KnownLabels.Subfolder,
            Groups = [new FileGroup("Sound", 2), new FileGroup("rotten", 1), new FileGroup("", 4)],
        };

        draft.Strangers(["sound", "dry"]).Select(g => g.Name).ShouldBe(["rotten"]);
        Should.Throw<ActiveLabel.Core.WrongUseException>(() => draft.Check(["sound", "dry"])).Message.ShouldContain("rotten");
        Should.NotThrow(() => draft.Check(["sound", "dry", "rotten"]));
    }

    [Fact]
    public void A_prefix_that_begins_a_longer_class_is_no_stranger()
    {
        var draft = new IntakeDraft { Files = new ChosenFiles(1, 0, 1, 0, null), Labels = KnownLabels.Prefix, Groups = [new FileGroup("old", 1)] };

        draft.Strangers(["old_pine"]).ShouldBeEmpty();
        draft.Strangers(["oldest"]).ShouldHaveSingleItem();
    }

    [Fact]
    public void Without_known_labels_nothing_is_set_aside_for_testing()
    {
        var draft = new IntakeDraft { TestPercent = 30 };

        draft.ToRequest(1, Guid.NewGuid(), DateTimeOffset.UnixEpoch).TestShare.ShouldBe(0);
        draft.Labels = KnownLabels.Csv;
        draft.ToRequest(1, Guid.NewGuid(), DateTimeOffset.UnixEpoch).TestShare.ShouldBe(0.3);
    }

    private static WorkProgress At(int done) => new(1, WorkKind.Import, WorkState.Running, "Reading images", done, 1000);
}
