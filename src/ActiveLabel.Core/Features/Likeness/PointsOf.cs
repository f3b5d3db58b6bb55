using System.Numerics.Tensors;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Features.Likeness;

/// <summary>From many vectors to their points at once: what <see cref="Whitening.Apply"/> does, several times as fast, and equal but for rounding.</summary>
internal static class PointsOf
{
    private const int BlockRows = 32 * PanelKernel.Rows;

    public delegate void PointVisitor(int place, ReadOnlySpan<float> point);

    /// <summary>Points of length one.</summary>
    /// <returns>[n, length] row-major. Where all vectors are the same, so that there are no directions, they all point the same way.</returns>
    public static float[] All(Whitening whitening, VectorRows vectors, int threads, out int length, CancellationToken cancel)
    {
        var width = length = Math.Max(1, whitening.PointLength);
        var points = new float[vectors.Count * width];
        if (whitening.PointLength == 0)
        {
            Array.Fill(points, 1);
            return points;
        }

        Each(whitening, vectors, (i, point) =>
        {
            var norm = TensorPrimitives.Norm(point);
            if (norm > 0) TensorPrimitives.Divide(point, norm, points.AsSpan(i * width, width));
        }, threads, cancel);
        return points;
    }

    /// <summary>Shows each point before it is brought to length one. Of those that are not finite, some value is not.</summary>
    public static void Each(Whitening whitening, VectorRows vectors, PointVisitor visit, int threads, CancellationToken cancel)
    {
        var (width, length) = (vectors.VectorLength, whitening.PointLength);
        var axes = new PointPanels(whitening.Axes, width);
        var padded = axes.PanelCount * PanelKernel.PanelPoints;
        var (scale, mean) = (whitening.Scale.ToArray(), whitening.Mean.ToArray());
        Parallel.For(
            0, (vectors.Count + BlockRows - 1) / BlockRows, BackgroundThreads.Loop(cancel, threads),
            () => (Rows: new float[PanelKernel.Rows * width], Products: new float[PanelKernel.Rows * PanelKernel.PanelPoints], Points: new float[PanelKernel.Rows * padded]),
            (block, _, room) =>
            {
                var end = Math.Min(vectors.Count, (block + 1) * BlockRows);
                for (var first = block * BlockRows; first < end; first += PanelKernel.Rows)
                {
                    var some = Math.Min(PanelKernel.Rows, end - first);
                    room.Rows.AsSpan(some * width).Clear();
                    for (var i = 0; i < some; i++)
                    {
                        var row = room.Rows.AsSpan(i * width, width);
                        TensorPrimitives.MultiplyAdd(vectors.Row(first + i, row), scale, mean, row);
                    }

                    for (var panel = 0; panel < axes.PanelCount; panel++)
                    {
                        PanelKernel.Widest.Multiply(room.Rows, axes.Panel(panel), width, room.Products);
                        for (var i = 0; i < some; i++)
                            room.Products.AsSpan(i * PanelKernel.PanelPoints, PanelKernel.PanelPoints).CopyTo(room.Points.AsSpan((i * padded) + (panel * PanelKernel.PanelPoints)));
                    }

                    for (var i = 0; i < some; i++) visit(first + i, room.Points.AsSpan(i * padded, length));
                }

                return room;
            },
            _ => { });
    }
}
