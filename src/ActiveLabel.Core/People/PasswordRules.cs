namespace ActiveLabel.Core.People;

/// <summary>What a name and a password have to be, and what happens when the wrong one is tried.</summary>
public static class PasswordRules
{
    public const int LongestName = 60;

    public const int Shortest = 10;

    /// <summary>Far above what anybody types; hashing takes longer the longer it is.</summary>
    public const int Longest = 200;

    public const int FewestDifferent = 4;

    /// <summary>Wrong passwords in a row after which the account is closed for <see cref="ClosedFor"/>.</summary>
    public const int WrongInARow = 5;

    public static readonly TimeSpan ClosedFor = TimeSpan.FromMinutes(5);

    /// <returns>The name without white space around it.</returns>
    /// <exception cref="WrongUseException">It is empty, too long or holds control characters.</exception>
    public static string CheckName(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > LongestName)
            throw new WrongUseException($"A name has 1 to {LongestName} characters.");
        // Invisible ones would let one person look like another.
        if (trimmed.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format))
            throw new WrongUseException("A name consists of visible characters.");

        return trimmed;
    }

    /// <exception cref="WrongUseException">It is too short, too long, too simple or the name itself.</exception>
    public static void CheckPassword(string name, string? password)
    {
        if (password is not { Length: >= Shortest })
            throw new WrongUseException($"A password has at least {Shortest} characters: three or four words do well.");
        if (password.Length > Longest)
            throw new WrongUseException($"A password has at most {Longest} characters.");
        if (password.Distinct().Count() < FewestDifferent || string.Equals(password, name, StringComparison.OrdinalIgnoreCase))
            throw new WrongUseException("This password is too easy to guess: take three or four words.");
    }
}
