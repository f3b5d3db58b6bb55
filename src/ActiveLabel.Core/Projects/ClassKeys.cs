namespace ActiveLabel.Core.Projects;

/// <summary>Which keys may give a label: single digits and letters that mean nothing else on the Label page.</summary>
public static class ClassKeys
{
    /// <summary>Keys of the Label page's own actions: fit, help, instructions, poor example, skip and undo.</summary>
    public const string OfActions = "0hipsuz";

    /// <summary>Keys that classes get by themselves, digits first.</summary>
    private const string InTurn = "123456789abcdefgjklmnoqrtvwxy";

    /// <summary>The first key that none of these has; empty where all are given.</summary>
    public static string Free(IEnumerable<string> given)
    {
        var taken = given.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return InTurn.Select(key => key.ToString()).FirstOrDefault(key => !taken.Contains(key)) ?? "";
    }

    /// <summary>Reads what a person typed: one digit or letter in lower case, or empty for no key.</summary>
    /// <exception cref="WrongUseException">It is no key that a class can have.</exception>
    public static string Read(string typed)
    {
        var key = typed.Trim().ToLowerInvariant();
        if (key.Length == 0)
            return "";
        if (key.Length > 1 || !char.IsAsciiLetterOrDigit(key[0]))
            throw new WrongUseException($"'{typed.Trim()}' is no key for a class: type one digit or one letter from A to Z, or leave it empty.");
        if (OfActions.Contains(key[0], StringComparison.Ordinal))
            throw new WrongUseException($"The key {key.ToUpperInvariant()} already means '{MeaningOf(key[0])}' on the Label page: choose another.");

        return key;
    }

    private static string MeaningOf(char key) => key switch
    {
        '0' => "fit, or one to one",
        'h' => "help",
        'i' => "instructions",
        'p' => "poor example",
        's' => "skip",
        _ => "undo",
    };
}
