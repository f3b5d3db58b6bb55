using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Data.Tables;

namespace ActiveLabel.Tests.Tables;

/// <summary>Tables of who said what, and their images' features.</summary>
public sealed class AnswerTableTests : IDisposable
{
    private const string Features = "path,split,label,f0,f1\ni1,initial,cat,1,0\ni2,initial,dog,0,1\np1,pool,cat,1,0\np2,pool,dog,0,1\nt1,test,cat,1,0\nt2,test,dog,0,1\n";

    private readonly List<string> _files = [];

    [Fact]
    public void The_last_answer_by_time_counts_whatever_the_order_of_the_rows()
    {
        var joined = Join("person,image,label,at\nann,p1,dog,2026-01-01 10:00:05\nann,p1,cat,2026-01-01 10:00:01\nbob,p1,cat,2026-01-01 09:00:00\n");

        joined.People.ShouldBe(["bob", "ann"]);
        joined.Set.People.Select(p => p.Labels.Single()).ShouldBe([new PlacedLabel(2, 0), new PlacedLabel(2, 1)]);
        (joined.Ratings.UnitCount, joined.Ratings.Count).ShouldBe((1, 2));
    }

    [Fact]
    public void Columns_may_have_the_workshops_names()
    {
        var joined = Join("user_id,image,label,labelled_at\nu,p1,cat,2017-12-08 19:44:37\n");

        joined.People.ShouldBe(["u"]);
        joined.Set.Initial.ShouldBe([new(0, 0), new(1, 1)]);
        joined.Set.Test.Count.ShouldBe(2);
    }

    [Fact]
    public void Other_labels_strangers_and_test_images_count_for_agreement_and_train_nothing()
    {
        var joined = Join("person,image,label\nann,p1,blurred\nann,t1,cat\nann,elsewhere,dog\nbob,p2,dog\n");

        joined.Categories.ShouldBe(["cat", "dog", "blurred"]);
        joined.Ratings.Count.ShouldBe(4);
        joined.Set.People[0].Labels.ShouldBe([new(2, LabelledSet.Outside)]);
        joined.Notes.Count.ShouldBe(2);
        joined.Notes[0].ShouldContain("'elsewhere'");
        joined.Notes[1].ShouldContain("test images");
    }

    [Theory]
    [InlineData("image,label\np1,cat\n", "the column 'person' is missing")]
    [InlineData("person,image,label\nann,p1\n", "line 2: 2 values under 3 columns")]
    [InlineData("person,image,label\nann,,cat\n", "line 2, column image: nothing stands there")]
    [InlineData("person,image,label,at\nann,p1,cat,yesterday\n", "line 2: 'yesterday' is no time")]
    [InlineData("person,image,label\nann,x,cat\n", "'x', for example, is none of its paths")]
    [InlineData("person,image,label\n", "holds no answers")]
    [InlineData("", "the column 'person' is missing")]
    public void What_is_wrong_is_said_with_its_line(string answers, string why) =>
        Should.Throw<WrongUseException>(() => Join(answers)).Message.ShouldContain(why);

    [Fact]
    public void A_start_from_the_initial_rows_needs_some()
    {
        var features = FeatureTable.Read(Write("path,split,label,f0\np1,pool,cat,1\nt1,test,cat,1\nt2,test,dog,0\n"), default);
        var answers = AnswerTable.Read(Write("person,image,label\nann,p1,cat\n"));

        Should.Throw<WrongUseException>(() => AnsweredFeatures.Join(features, answers, null, fromInitial: true)).Message.ShouldContain("--start none");
        AnsweredFeatures.Join(features, answers, null, fromInitial: false).Set.Initial.ShouldBeEmpty();
    }

    public void Dispose() => _files.ForEach(File.Delete);

    private AnsweredFeatures Join(string answers) =>
        AnsweredFeatures.Join(FeatureTable.Read(Write(Features), default), AnswerTable.Read(Write(answers)), classNames: null, fromInitial: true);

    private string Write(string text)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        File.WriteAllText(file, text);
        _files.Add(file);
        return file;
    }
}
