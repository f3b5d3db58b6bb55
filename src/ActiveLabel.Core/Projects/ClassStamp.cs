using System.Globalization;

namespace ActiveLabel.Core.Projects;

/// <summary>Tells one state of a project's classes from another, so that an open page learns that they changed.</summary>
public static class ClassStamp
{
    /// <summary>
    /// Eight hexadecimal digits that change whenever a class is added, removed, renamed, moved, defined anew or given
    /// another key. Source: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/.
    /// </summary>
    public static string Of(IEnumerable<ProjectClass> classes)
    {
        var hash = 2166136261u;
        foreach (var choice in classes)
        {
            // Nobody can type the separators into a name.
            var text = string.Create(CultureInfo.InvariantCulture, $"{choice.Id}\u001f{choice.Ordinal}\u001f{choice.Key}\u001f{choice.Name}\u001f{choice.Definition}\u001e");
            foreach (var letter in text)
            {
                hash = (hash ^ letter) * 16777619u;
            }
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
