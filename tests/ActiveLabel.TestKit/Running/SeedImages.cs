
namespace ActiveLabel.TestKit.Running;

/// <summary>The project's drawn knots, whole or in part.</summary>
public static class SeedImages
{
    public static string Folder => Path.Combine(Repository.Root, "seed-images");

    public static IReadOnlyList<(string File, string Label)> Labels { get; } =
        [.. File.ReadLines(Path.Combine(Folder, "labels.csv")).Skip(1).Select(l => l.Split(',')).Select(p => (p[0], p[1]))];

    /// <summary>Copies the first images of each class, with a <c>labels.csv</c> of their own beside them.</summary>
    public static void CopyTo(string folder, int perClass, params string[] classes)
    {
        Directory.CreateDirectory(folder);
        var chosen = Labels.Where(l => classes.Contains(l.Label)).GroupBy(l => l.Label).SelectMany(g => g.Take(perClass)).ToList();
        foreach (var (file, _) in chosen)
        {
            File.Copy(Path.Combine(Folder, file), Path.Combine(folder, file));
        }

        File.WriteAllLines(Path.Combine(folder, "labels.csv"), ["file,label", .. chosen.Select(c => $"{c.File},{c.Label}")]);
    }
}
