namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>One label, and what a model says of it that its image did not train.</summary>
/// <param name="Given">Zero-based class that the image is labelled.</param>
/// <param name="Probabilities">[K], calibrated.</param>
/// <param name="Score">How suspect the label is, by <see cref="LabelErrorSearch.Order"/>; higher is sooner.</param>
public readonly record struct SuspectedLabel(long ImageId, int Given, ReadOnlyMemory<float> Probabilities, float Score)
{
    /// <summary>Whether no other class is more probable than the label.</summary>
    public bool AgreesWithModel => Probabilities.Span[Given] >= Probabilities.Span[Other];

    /// <summary>The most probable class other than the label.</summary>
    public int Other
    {
        get
        {
            var p = Probabilities.Span;
            var best = Given == 0 ? 1 : 0;
            for (var k = 0; k < p.Length; k++)
            {
                if (k != Given && p[k] > p[best])
                    best = k;
            }

            return best;
        }
    }
}
