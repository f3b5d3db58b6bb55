using System.Collections.Concurrent;
using ActiveLabel.TestKit.Running;
using Xunit;

[assembly: AssemblyFixture(typeof(ActiveLabel.EndToEnd.PreparedFolders))]

namespace ActiveLabel.EndToEnd;

/// <summary>What many tests begin with is made once, and each gets a copy of its own.</summary>
public sealed class PreparedFolders : IDisposable
{
    private static readonly TemporaryFolder Originals = new();
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Made = [];

    /// <param name="name">Says what it is: whoever gives the same gets a copy of the same.</param>
    /// <param name="target">Where the copy goes; it may be there already.</param>
    /// <param name="make">Fills an empty folder.</param>
    public static async Task CopyAsync(string name, string target, Func<string, Task> make)
    {
        var original = Originals[name];
        await Made.GetOrAdd(name, _ => new Lazy<Task>(() => make(Directory.CreateDirectory(original).FullName))).Value;
        foreach (var folder in Directory.EnumerateDirectories(original, "*", SearchOption.AllDirectories).Prepend(original))
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(original, folder)));
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(original, file)));
    }

    public void Dispose() => Originals.Dispose();
}
