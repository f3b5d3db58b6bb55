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
}
