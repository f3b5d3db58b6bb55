using System.Globalization;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>A round cannot be done again, since something that it read is gone. The message says what, and what to do.</summary>
public sealed class RebuildException : Exception
{
    public RebuildException(string message) : base(message) { }

    public RebuildException(string message, Exception inner) : base(message, inner) { }

    /// <param name="first">One of them; null where the image itself is gone.</param>
    internal static RebuildException NoVectors(IReadOnlyCollection<long> missing, AnsweredImage? first, Featurizer featurizer)
    {
        var which = first is null ? $"Image {missing.First()}" : $"'{first.Image.FileName}'";
        var others = missing.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {missing.Count - 1:N0} more images");
        return new RebuildException(first is null
            ? $"{which}{others}, which the round read, {(missing.Count == 1 ? "is" : "are")} no longer in the project."
            : $"{which}{others}, which the round read, {(missing.Count == 1 ? "has" : "have")} no feature vector of the network '{featurizer.Network}' ({featurizer.Id}) any more: featurize the project by that network again.");
    }
}
