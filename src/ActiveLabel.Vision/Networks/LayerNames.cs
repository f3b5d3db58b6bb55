namespace ActiveLabel.Vision.Networks;

/// <summary>Lists of layers as people type them. A layer's name may hold any character, so one that exists as a whole is not split.</summary>
public static class LayerNames
{
    /// <summary>Splits at commas and plus signs.</summary>
    /// <param name="exists">Whether a layer has that name.</param>
    public static IEnumerable<string> Split(IEnumerable<string> typed, Func<string, bool> exists) =>
        typed.SelectMany(text => Split(text, ',', exists)).SelectMany(text => Split(text, '+', exists));

    /// <summary>Splits at the separator, but for the longest pieces that exist.</summary>
    public static IEnumerable<string> Split(string text, char separator, Func<string, bool> exists)
    {
        string[] parts = text.Split(separator);
        for (var start = 0; start < parts.Length;)
        {
            var end = parts.Length;
            while (end > start + 1 && !exists(string.Join(separator, parts[start..end]).Trim()))
                end--;
            yield return string.Join(separator, parts[start..end]).Trim();
            start = end;
        }
    }
}
