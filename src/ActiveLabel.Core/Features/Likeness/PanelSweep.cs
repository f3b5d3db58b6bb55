namespace ActiveLabel.Core.Features.Likeness;

/// <summary>Gets the products of some points with one panel of others.</summary>
/// <param name="point">The first of the points.</param>
/// <param name="count">1 to <see cref="PanelKernel.Rows"/>.</param>
/// <param name="products">[count, <see cref="PanelKernel.PanelPoints"/>].</param>
internal delegate void PanelVisitor(int point, int count, int panel, ReadOnlySpan<float> products);

/// <summary>Inner products of all of some points with all of others, a few at a time on all cores: no matrix of them is ever kept.</summary>
internal static class PanelSweep
{
    /// <summary>Points that pass by all panels together: enough that the memory keeps up, few enough to share out evenly and to stop soon.</summary>
    private const int ChunkPoints = 16 * PanelKernel.Rows;

    /// <param name="points">[n, length] row-major.</param>
    /// <param name="firstPanel">From which panel on a chunk is multiplied, by the chunk's first point.</param>
    /// <param name="visit">Of one point it is only called on one thread at a time, panel by panel in their order.</param>
    /// <param name="done">Told now and then how many points are done with.</param>
    public static void Run(
        float[] points, PointPanels panels, Func<int, int> firstPanel, PanelVisitor visit, IProgress<int>? done, int threads, CancellationToken cancel)
    {
        var (length, count) = (panels.Length, panels.Length == 0 ? 0 : points.Length / panels.Length);
        var chunks = (count + ChunkPoints - 1) / ChunkPoints;
        var finished = 0;
        Parallel.For(
            0, chunks, BackgroundThreads.Loop(cancel, threads),
            () => new float[(ChunkPoints * length) + (PanelKernel.Rows * PanelKernel.PanelPoints)],
            (chunk, _, room) =>
            {
                var first = chunk * ChunkPoints;
                var some = Math.Min(ChunkPoints, count - first);
                var rows = room.AsSpan(0, ChunkPoints * length);
                var products = room.AsSpan(ChunkPoints * length);
                points.AsSpan(first * length, some * length).CopyTo(rows);
                rows[(some * length)..].Clear();
                for (var panel = firstPanel(first); panel < panels.PanelCount; panel++)
                {
                    for (var at = 0; at < some; at += PanelKernel.Rows)
                    {
                        PanelKernel.Widest.Multiply(rows[(at * length)..], panels.Panel(panel), length, products);
                        visit(first + at, Math.Min(PanelKernel.Rows, some - at), panel, products);
                    }
                }

                done?.Report(Interlocked.Add(ref finished, some));
                return room;
            },
            _ => { });
    }
}
