namespace ActiveLabel.Core;

/// <summary>The one folder in which an installation keeps everything.</summary>
public sealed record DataFolder
{
    public DataFolder(string path) => Root = Path.GetFullPath(path);

    public string Root { get; }

    public string Database => Path.Combine(Root, "activelabel.db");

    /// <summary>Image bytes, by hash.</summary>
    public string Images => Path.Combine(Root, "images");

    /// <summary>Feature vectors, by featurizer.</summary>
    public string Vectors => Path.Combine(Root, "vectors");

    /// <summary>What looked alike when it was last found out; made again where it is missing.</summary>
    public string Graphs => Path.Combine(Root, "graphs");

    /// <summary>What came of looking at a project's images side by side, by project: it can be made anew.</summary>
    public string Surveys => Path.Combine(Root, "surveys");

    /// <summary>ONNX files with their descriptors.</summary>
    public string Networks => Path.Combine(Root, "networks");

    /// <summary>What was brought in by upload or from a folder: files until they are imported, reports for good.</summary>
    public string Imports => Path.Combine(Root, "imports");

    /// <summary>Labels that may be wrong, by project: what was found last, and can be found again.</summary>
    public string Suspects => Path.Combine(Root, "suspects");

    /// <summary>What each person's labels teach, by project: what was found last, and can be found again.</summary>
    public string Studies => Path.Combine(Root, "studies");

    /// <summary>Keys that protect what browsers keep for the server.</summary>
    public string Keys => Path.Combine(Root, "keys");
}
