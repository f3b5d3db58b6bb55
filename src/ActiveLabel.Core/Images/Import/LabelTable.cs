namespace ActiveLabel.Core.Images.Import;

/// <summary>A table of labels as it was read, with everything that is wrong with its form.</summary>
/// <param name="Name">What a person calls it, for messages.</param>
/// <param name="Problems">Each with its line. Where there are any, nothing may be imported.</param>
public sealed record LabelTable(string Name, IReadOnlyList<LabelTableRow> Rows, IReadOnlyList<string> Problems);

/// <param name="Line">Line of the file on which the row begins, from 1.</param>
/// <param name="Label">A class's name; empty where the image is to come in unlabelled.</param>
public sealed record LabelTableRow(int Line, string File, string Label);

/// <summary>Reads tables of labels: CSV in UTF-8 whose first line names the columns <c>file</c> and <c>label</c>, in any order, among others.</summary>
public interface ILabelTableReader
{
    /// <summary>Never throws for what the table holds: that becomes <see cref="LabelTable.Problems"/>.</summary>
    LabelTable Read(Stream table, string name);
}
