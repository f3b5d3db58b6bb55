using System.Text;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;

namespace ActiveLabel.Tests.Images;

public sealed class TableImportTests
{
    [Fact]
    public async Task Only_the_files_that_the_table_names_are_imported()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("a/1.jpg");
        bench.AddImage("a/2.jpg");
        bench.AddImage("unnamed.jpg");
        bench.AddImage("no label.jpg");

        var result = await bench.ImportAsync(ImportLabels.Table(bench.Table("label,file,note\nSound,./a/1.jpg,x\ndry,a\\2.jpg,\n,no label.jpg,y\ndry,a/2.jpg,again\n")));

        result.PassedOver.ShouldBe(1);
        (await bench.ImagesAsync()).ShouldBe([("a/1.jpg", Split.Pool, "sound"), ("a/2.jpg", Split.Pool, "dry"), ("no label.jpg", Split.Pool, null)]);
    }

    [Fact]
    public async Task Every_problem_is_named_with_its_line_and_nothing_is_imported()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("1.jpg");
        bench.AddImage("2.jpg");

        var table = bench.Table("file,label\n1.jpg,sound\nmissing.jpg,dry\n2.jpg,crack\n1.jpg,dry\n,dry\n2.jpg\n");
        var error = await Should.ThrowAsync<WrongUseException>(() => bench.ImportAsync(ImportLabels.Table(table)));

        error.Message.ShouldContain("line 3: there is no file 'missing.jpg'");
        error.Message.ShouldContain("line 4: 'crack' is no class of the project");
        error.Message.ShouldContain("line 5: '1.jpg' is 'dry' here and 'sound' in line 2");
        error.Message.ShouldContain("line 6: there is no file name");
        error.Message.ShouldContain("line 7: a column is missing");
        error.Message.ShouldContain("sound, dry, encased");
        (await bench.ImagesAsync()).ShouldBeEmpty();
        Directory.Exists(bench.Installation.Folder.Images).ShouldBeFalse("not even bytes were written");
    }

    [Fact]
    public async Task A_file_outside_the_folder_is_unknown()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("1.jpg");

        var error = await Should.ThrowAsync<WrongUseException>(
            () => bench.ImportAsync(ImportLabels.Table(bench.Table("file,label\n../1.jpg,dry\n/etc/passwd,dry\n"))));

        error.Message.ShouldContain("'../1.jpg'");
        error.Message.ShouldContain("'/etc/passwd'");
    }

    [Fact]
    public async Task A_very_long_list_of_problems_is_cut_and_counted()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.AddImage("1.jpg");
        var table = bench.Table("file,label\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"x{i}.jpg,dry\n")));

        var error = await Should.ThrowAsync<WrongUseException>(() => bench.ImportAsync(ImportLabels.Table(table)));

        error.Message.ShouldContain("... and 150 more");
    }

    [Theory]
    [InlineData("file,label\n1.jpg,dry\n")]
    [InlineData("file;label\r\n1.jpg;dry\r\n")]
    [InlineData("label\tfile\ndry\t1.jpg")]
    [InlineData("\uFEFFFile , LABEL \n\n\"1.jpg\", dry \n")]
    public async Task Tables_come_as_spreadsheets_write_them(string csv)
    {
        await using var bench = await ImportBench.CreateAsync();

        var table = bench.Table(csv);

        table.Problems.ShouldBeEmpty();
        table.Rows.Select(r => (r.File, r.Label)).ShouldBe([("1.jpg", "dry")]);
    }

    [Fact]
    public async Task Quoted_names_may_hold_separators_quotes_and_line_breaks_and_lines_are_still_counted()
    {
        await using var bench = await ImportBench.CreateAsync();

        var table = bench.Table("file,label\n\"a,\"\"b\"\"\nc.jpg\",dry\n2.jpg,sound\n");

        table.Rows.ShouldBe([new LabelTableRow(2, "a,\"b\"\nc.jpg", "dry"), new LabelTableRow(4, "2.jpg", "sound")]);
    }

    [Theory]
    [InlineData("", "line 1: there is no column 'file'")]
    [InlineData("file\n1.jpg\n", "line 1: there is no column 'label'")]
    [InlineData("name,label\n1.jpg,dry\n", "line 1: there is no column 'file'")]
    [InlineData("file,label\n1.jpg,dry\n\"2.jpg,dry\n", "line 3")]
    [InlineData("file,label\n\"1.jpg\"x,dry\n", "line 2: the quotes do not match")]
    public async Task What_is_wrong_with_a_table_is_said(string csv, string problem)
    {
        await using var bench = await ImportBench.CreateAsync();

        bench.Table(csv).Problems.ShouldContain(p => p.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_in_another_encoding_is_refused_rather_than_misread()
    {
        await using var bench = await ImportBench.CreateAsync();

        var table = bench.Installation.Get<ILabelTableReader>().Read(new MemoryStream(Encoding.Latin1.GetBytes("file,label\näst.jpg,dry\n")), "labels.csv");

        table.Problems.ShouldBe(["the table is not in UTF-8: save it as such"]);
    }
}
