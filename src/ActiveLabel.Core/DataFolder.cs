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

    /// <summary>ONNX files with their descriptors.</summary>
    public string Networks => Path.Combine(Root, "networks");

    /// <summary>What was brought in by upload or from a folder: files until they are imported, reports for good.</summary>
    public string Imports => Path.Combine(Root, "imports");

    /// <summary>Keys that protect what browsers keep for the server.</summary>
    public string Keys => Path.Combine(Root, "keys");
}
