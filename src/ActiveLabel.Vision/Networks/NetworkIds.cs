using System.Text.RegularExpressions;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks;

/// <summary>What a network in the catalogue may be called: its id also names its files.</summary>
internal static partial class NetworkIds
{
    /// <exception cref="WrongUseException">It cannot.</exception>
    public static void Check(string id)
    {
        if (!Identifier().IsMatch(id))
            throw new WrongUseException($"'{id}' cannot be a network's name: use 1 to 64 letters a-z, digits, dots, dashes and underscores.");
    }

    /// <summary>The id of a network that is added under that name, or from that file.</summary>
    /// <exception cref="WrongUseException">It cannot be one.</exception>
    public static string Of(string? name, string path)
    {
        var id = name ?? NotInIdentifier().Replace(Path.GetFileNameWithoutExtension(path).ToLowerInvariant(), "-").Trim('-', '.', '_');
        Check(id);
        return id;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex("[^a-z0-9._-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInIdentifier();
}
