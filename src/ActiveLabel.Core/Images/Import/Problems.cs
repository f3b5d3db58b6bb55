using System.Text;

namespace ActiveLabel.Core.Images.Import;

/// <summary>Everything wrong with what was asked for, so that it can be said at once.</summary>
internal sealed class Problems
{
    private const int MostShown = 50;

    private readonly List<string> _found = [];

    public void Add(string problem) => _found.Add(problem);

    /// <exception cref="WrongUseException">There are any; it names them.</exception>
    public void ThrowIfAny(string introduction, string advice)
    {
        if (_found.Count == 0)
            return;

        var message = new StringBuilder(introduction);
        foreach (var problem in _found.Take(MostShown))
        {
            message.Append("\n  ").Append(problem);
        }

        if (_found.Count > MostShown)
            message.Append("\n  ... and ").Append(_found.Count - MostShown).Append(" more");

        throw new WrongUseException(message.Append('\n').Append(advice).ToString());
    }

    /// <summary>How a list that stops after its first goes on.</summary>
    public static string Others(int count) => count switch { <= 0 => "", 1 => " and 1 other file", _ => $" and {count} other files" };
}
