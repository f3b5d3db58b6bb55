namespace ActiveLabel.Web.Intake.Choice;

/// <summary>What a person has picked in the browser.</summary>
/// <param name="Ignored">Files of the last pick that are neither images nor archives.</param>
/// <param name="Table">Name of the CSV file, if one was picked.</param>
public sealed record ChosenFiles(int Images, int Archives, long Bytes, int Ignored, string? Table)
{
    public bool None => Images + Archives == 0;
}

/// <summary>Files that share a folder or a prefix.</summary>
public sealed record FileGroup(string Name, int Count);
