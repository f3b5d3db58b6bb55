using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Data.Tables;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Tables;

public sealed class FeatureTableTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");

    [Fact]
    public void Rows_become_vectors_with_splits_and_labels()
    {
        var table = Read("path,split,label,f0,f1\na.png,initial,cat,1,-2.5\n\"b, c.png\",test,dog,3e2,0\n");

        table.Paths.ShouldBe(["a.png", "b, c.png"]);
        table.Splits.ShouldBe(["initial", "test"]);
        table.Labels.ShouldBe(["cat", "dog"]);
        table.Vectors.Row(0, []).ToArray().ShouldBe([1, -2.5f]);
        table.Vectors.Row(1, []).ToArray().ShouldBe([300, 0]);
    }

    [Fact]
    public void Columns_are_found_by_name_and_others_are_left_alone()
    {
        var table = Read("f1,note,label,f0,path,split\n2,x,cat,1,a,pool\n");

        table.Vectors.VectorLength.ShouldBe(2);
        table.Vectors.Row(0, []).ToArray().ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("path,split,label,f0\na,pool,x,1\nb,pool,x,abc\n", "line 3, column f0: 'abc'")]
    [InlineData("path,split,label,f0,f1\na,pool,x,1,NaN\n", "line 2, column f1: 'NaN'")]
    [InlineData("path,split,label,f0\na,pool,x,Infinity\n", "line 2, column f0: 'Infinity'")]
    [InlineData("path,split,label,f0\na,pool,x,1e99\n", "line 2, column f0: '1e99'")]
    [InlineData("path,split,label,f0\na,pool,x,\n", "line 2, column f0: ''")]
    [InlineData("path,split,label,f0\na,pool,x\n", "line 2: 3 values under 4 columns")]
    [InlineData("path,split,label,f0\na,pool,x,1\na,pool,x,2\n", "line 3, column path: 'a' is in line 2")]
    [InlineData("path,split,label,f0,f2\n", "column 'f1' is missing")]
    [InlineData("path,split,label\n", "column 'f0' is missing")]
    [InlineData("path,label,f0\n", "column 'split' is missing")]
    [InlineData("path,split,label,f0,f0\n", "two columns are named 'f0'")]
    [InlineData("path,split,label,f0\n\"a,pool,x,1\n", "line 2")]
    [InlineData("path,split,label,f0\n,pool,x,1\n", "line 2, column path: nothing stands there")]
    [InlineData("path,split,label,f0\na,pool,,1\n", "line 2, column label: nothing stands there")]
    [InlineData("path,split,label,f0,f1\na,pool,x,1,2\nb,pool,x,1,-", "line 3, column f1: '-'")]
    [InlineData("path,spl", "column 'split' is missing")]
    [InlineData("", "is empty")]
    public void What_is_wrong_is_named_by_line_and_column(string text, string fault)
    {
        var refusal = Should.Throw<WrongUseException>(() => Read(text));

        refusal.Message.ShouldContain(fault);
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_missing_file_is_refused() => Should.Throw<WrongUseException>(() => FeatureTable.Read("no-such-file.csv"));

    [Fact]
    public void Classes_are_the_test_labels_most_frequent_first()
    {
        var set = Read(
            "path,split,label,f0\n1,test,rare,0\n2,test,often,0\n3,test,often,0\n4,pool,often,0\n5,pool,strange,0\n6,initial,rare,0\n7,other,rare,0\n").ToLabelledSet();

        set.ClassNames.ShouldBe(["often", "rare"]);
        set.Classes.ShouldBe([1, 0, 0, 0, LabelledSet.Outside, 1, 1]);
        set.Initial.ShouldBe([5]);
        set.Pool.ShouldBe([3, 4]);
        set.Test.ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Where_no_row_judges_the_classes_are_the_labels_of_all() =>
        Read("path,split,label,f0\n1,pool,b,0\n2,pool,a,0\n3,pool,b,0\n").ToLabelledSet().ClassNames.ShouldBe(["b", "a"]);

    [Fact]
    public void A_class_named_twice_is_named() =>
        Should.Throw<WrongUseException>(() => Read("path,split,label,f0\n1,test,a,0\n").ToLabelledSet(["a", "b", "a"])).Message.ShouldContain("'a'");

    [Fact]
    public void A_test_row_of_no_class_is_named() =>
        Should.Throw<WrongUseException>(() => Read("path,split,label,f0\n1,test,a,0\n2,test,b,0\n3,pool,a,0\n").ToLabelledSet(["a", "c"]))
            .Message.ShouldContain("'2'");

    [Theory]
    [InlineData("path,split,label,f0\n1,pool,a,0\n2,pool,a,0\n", "at least two classes")]
    [InlineData("path,split,label,f0\n", "at least two classes")]
    [InlineData("path,split,label,f0\n1,test,a,0\n2,pool,b,0\n", "at least two classes")]
    [InlineData("path,split,label,f0\n1,test,a,0\n2,test,b,0\n", "pool images")]
    public void A_table_on_which_nothing_can_be_replayed_is_refused(string text, string fault) =>
        Should.Throw<WrongUseException>(() => Read(text).ToLabelledSet()).Message.ShouldContain(fault);

    public void Dispose() => File.Delete(_file);

    private FeatureTable Read(string text)
    {
        File.WriteAllText(_file, text);
        return FeatureTable.Read(_file, TestContext.Current.CancellationToken);
    }
}
