using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Classes;

/// <summary>What a network's class scores are called.</summary>
public static class ClassNames
{
    /// <summary>The thousand classes of ILSVRC 2012, in the order of their WordNet numbers, as torchvision calls them (BSD 3-clause).</summary>
    public static IReadOnlyList<string> ImageNet { get; } = ReadResource();

    /// <param name="file">A text file, a name a line in the order of the scores; null for those of ImageNet.</param>
    /// <param name="count">Classes of the network.</param>
    /// <exception cref="WrongUseException">There is no such file, or not as many names as classes.</exception>
    public static IReadOnlyList<string> Read(string? file, int count)
    {
        if (file is null && count != ImageNet.Count)
            throw new WrongUseException($"The network tells {count} classes. Give their names with --names FILE, one a line in the order of its scores.");
        if (file is null) return ImageNet;
        if (!File.Exists(file)) throw new WrongUseException($"There is no file {file}.");
        string[] names = [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return names.Length == count ? names : throw new WrongUseException($"{file} holds {names.Length} names, the network tells {count} classes.");
    }

    private static string[] ReadResource()
    {
        using var reader = new StreamReader(typeof(ClassNames).Assembly.GetManifestResourceStream("imagenet-classes.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
