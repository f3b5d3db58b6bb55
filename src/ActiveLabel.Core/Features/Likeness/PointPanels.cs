namespace ActiveLabel.Core.Features.Likeness;

/// <summary>Points laid out for <see cref="PanelKernel"/>: some side by side, value after value. The last panel ends in points of zeros.</summary>
internal sealed class PointPanels
{
    private readonly float[] _values;

    /// <param name="points">[n, <paramref name="length"/>] row-major.</param>
    public PointPanels(ReadOnlySpan<float> points, int length)
    {
        (Length, Count) = (length, length == 0 ? 0 : points.Length / length);
        PanelCount = (Count + PanelKernel.PanelPoints - 1) / PanelKernel.PanelPoints;
        _values = new float[PanelCount * PanelLength];
        for (var i = 0; i < Count; i++)
        {
            var panel = _values.AsSpan(i / PanelKernel.PanelPoints * PanelLength, PanelLength);
            var place = i % PanelKernel.PanelPoints;
            foreach (var value in points.Slice(i * length, length))
            {
                panel[place] = value;
                place += PanelKernel.PanelPoints;
            }
        }
    }

    public int Length { get; }

    public int Count { get; }

    public int PanelCount { get; }

    private int PanelLength => Length * PanelKernel.PanelPoints;

    /// <returns>[<see cref="Length"/>, <see cref="PanelKernel.PanelPoints"/>].</returns>
    public ReadOnlySpan<float> Panel(int panel) => _values.AsSpan(panel * PanelLength, PanelLength);
}
