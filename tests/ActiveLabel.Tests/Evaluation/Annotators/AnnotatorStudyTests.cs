using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning;

namespace ActiveLabel.Tests.Evaluation.Annotators;

/// <summary>What each person's labels alone make of a model.</summary>
public sealed class AnnotatorStudyTests
{
    /// <summary>Images whose class is plain to see: of class k the k-th value is highest. The first thirty are the pool, the rest judge.</summary>
    private static readonly VectorTable Vectors = MadeUp(images: 90);

    [Fact]
    public void Who_labels_wrongly_makes_it_worse_and_who_labels_rightly_does_not()
    {
        var report = Run(Set([.. Right(0, 6)], Person("careful", [.. Right(6, 30)]), Person("careless", [.. Wrong(6, 30)])));

        report.Initial.Rows.ShouldBe(6);
        var (careful, careless) = (report.People[0], report.People[1]);
        (careful.Labels, careful.Rows).ShouldBe((24, 30));
        careful.Score!.AgainstInitial!.IsWorse.ShouldBeFalse();
        careless.Score!.AgainstInitial!.IsWorse.ShouldBeTrue();
        careless.Score.BalancedAgainstInitial!.IsWorse.ShouldBeTrue();
        report.SurelyWorse.ShouldBe(1);
    }

    [Fact]
    public void Poor_examples_train_nothing_and_take_an_initial_label_away()
    {
        var report = Run(Set([.. Right(0, 6)], Person("picky", [new(0, LabelledSet.Outside), new(7, LabelledSet.Outside), new(8, 8 % 3)])));

        var picky = report.People.ShouldHaveSingleItem();
        (picky.Labels, picky.LeftOut, picky.Rows).ShouldBe((1, 2, 6));
    }

    [Fact]
    public void An_answer_about_an_initial_image_takes_its_labels_place()
    {
        var same = Run(Set([.. Right(0, 6)], Person("same", [.. Right(0, 6)])));
        var other = Run(Set([.. Right(0, 6)], Person("other", [.. Wrong(0, 6)])));

        same.People[0].Rows.ShouldBe(6);
        same.People[0].Score!.AgainstInitial!.Value.ShouldBe(0);
        same.People[0].Score!.Confusion.ToRows().ShouldBe(same.Initial.Score!.Confusion.ToRows());
        other.People[0].Score!.AgainstInitial!.IsWorse.ShouldBeTrue();
    }

    [Fact]
    public void A_person_with_labels_of_one_class_and_nothing_to_start_from_is_told_why_there_is_no_model()
    {
        var report = Run(Set([], Person("one", [new(0, 0)]), Person("none", []), Person("enough", [.. Right(0, 9)])));

        report.Initial.Refusal!.ShouldContain("no label");
        report.People[0].Refusal!.ShouldContain("'a'");
        report.People[1].Refusal!.ShouldContain("no label");
        report.People[2].Score!.Accuracy.ShouldBeGreaterThan(0.5);
        report.People[2].Score!.AgainstInitial.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, "no labelled test images")]
    [InlineData(1, "all test images are of the class 'a'")]
    public void What_cannot_judge_is_refused(int tests, string why)
    {
        var set = Set([.. Right(0, 6)]) with { Test = [.. Enumerable.Range(0, tests).Select(i => new PlacedLabel(30 + (3 * i), 0))] };

        Should.Throw<WrongUseException>(() => Run(set)).Message.ShouldContain(why);
    }

    [Fact]
    public void Progress_tells_every_model_and_a_study_can_be_cancelled()
    {
        var seen = new List<StudyProgress>();
        var set = Set([.. Right(0, 6)], Person("a", [.. Right(6, 9)]), Person("b", [.. Right(6, 9)]));
        new AnnotatorStudy(new TrainerChoice()).Run(set, new TrainingOptions(), new Recorder(seen), default);
        seen[0].ShouldBe(new StudyProgress(0, 4));
        seen[^1].ShouldBe(new StudyProgress(4, 4));

        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => new AnnotatorStudy(new TrainerChoice()).Run(set, new TrainingOptions(), null, stop.Token));
    }

    [Fact]
    public void Majority_is_what_most_said_and_of_a_tie_what_was_said_last()
    {
        AnnotatorLabels[] people = [Person("a", [new(0, 1), new(1, 0)]), Person("b", [new(0, 2), new(1, 0)]), Person("c", [new(0, 2), new(1, 1)]), Person("d", [new(2, 0)]), Person("e", [new(2, 1)])];

        AnnotatorSet.MajorityOf(people).ShouldBe([new(0, 2), new(1, 0), new(2, 1)], ignoreOrder: true);
    }

    private static AnnotatorReport Run(AnnotatorSet set) => new AnnotatorStudy(new TrainerChoice()).Run(set, new TrainingOptions(), progress: null, default);

    private static AnnotatorLabels Person(string name, IReadOnlyList<PlacedLabel> labels) => new(name, labels);

    private static AnnotatorSet Set(IReadOnlyList<PlacedLabel> initial, params AnnotatorLabels[] people) => new(
        new VectorRows(Vectors, [.. Enumerable.Range(0, 90).Select(i => (long)i)]), ["a", "b", "c"], initial, people, AnnotatorSet.MajorityOf(people), [.. Right(30, 90)]);

    private static IEnumerable<PlacedLabel> Right(int from, int to) => Enumerable.Range(from, to - from).Select(i => new PlacedLabel(i, i % 3));

    private static IEnumerable<PlacedLabel> Wrong(int from, int to) => Enumerable.Range(from, to - from).Select(i => new PlacedLabel(i, (i + 1) % 3));

    private static VectorTable MadeUp(int images)
    {
        var random = new Random(4);
        return new VectorTable(Enumerable.Range(0, images).SelectMany(i => Enumerable.Range(0, 4).Select(j => (float)random.NextDouble() + (j == i % 3 ? 1.2f : 0))).ToArray(), 4);
    }

    private sealed class Recorder(List<StudyProgress> seen) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => seen.Add(value);
    }
}
