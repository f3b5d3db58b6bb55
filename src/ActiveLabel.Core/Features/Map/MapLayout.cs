using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Features.Map;

/// <summary>
/// Places points in the plane so that tied ones lie close and others apart: attraction along the links, repulsion from points
/// drawn at random (McInnes, Healy and Melville 2018, "UMAP", section 3.2, with the Cauchy kernel of t-SNE, a = b = 1). All
/// points move at once, by Adam (Kingma and Ba 2015), from where all were before: the outcome is the same on any number of
/// threads.
/// </summary>
internal static class MapLayout
{
    /// <summary>Points drawn at random for each link that pulls.</summary>
    private const int Apart = 5;

    /// <summary>The strongest pull or push in either direction.</summary>
    private const float MostForce = 4;

    private const float Memory = 0.5f;
    private const float SquareMemory = 0.9f;

    private const int ChunkPoints = 512;

    /// <summary>Passes over all links: small maps need more of them until they are in order.</summary>
    public static int PassesFor(int points) => points <= 10_000 ? 500 : 200;

    /// <param name="start">[n, 2] where the points are at first.</param>
    /// <param name="done">Told after each pass how many there were.</param>
    /// <returns>[n, 2].</returns>
    public static float[] Place(FuzzyLinks links, float[] start, int passes, int seed, IProgress<int>? done, int threads, CancellationToken cancel)
    {
        var n = links.Points;
        var greatest = links.Strongest;
        var (now, next) = ((float[])start.Clone(), new float[start.Length]);
        var (means, squares) = (new float[start.Length], new float[start.Length]);
        var options = BackgroundThreads.Loop(cancel, threads);
        for (var pass = 0; pass < passes; pass++)
        {
            var (from, to, p) = (now, next, pass);
            var step = 1 - ((float)pass / passes);
            var (meanBias, squareBias) = (1 - MathF.Pow(Memory, pass + 1), 1 - MathF.Pow(SquareMemory, pass + 1));
            Parallel.For(0, (n + ChunkPoints - 1) / ChunkPoints, options, chunk =>
            {
                for (var i = chunk * ChunkPoints; i < Math.Min(n, (chunk + 1) * ChunkPoints); i++)
                {
                    var (x, y) = Force(links, from, i, p, greatest, seed);
                    to[2 * i] = from[2 * i] + (step * Adapt(2 * i, x));
                    to[(2 * i) + 1] = from[(2 * i) + 1] + (step * Adapt((2 * i) + 1, y));
                }
            });
            (now, next) = (next, now);
            done?.Report(pass + 1);

            float Adapt(int at, float force)
            {
                means[at] = (Memory * means[at]) + ((1 - Memory) * force);
                squares[at] = (SquareMemory * squares[at]) + ((1 - SquareMemory) * force * force);
                return means[at] / meanBias / (MathF.Sqrt(squares[at] / squareBias) + 1e-7f);
            }
        }

        return now;
    }

    private static (float X, float Y) Force(FuzzyLinks links, float[] places, int point, int pass, float greatest, int seed)
    {
        var (x, y) = (places[2 * point], places[(2 * point) + 1]);
        var (forceX, forceY) = (0f, 0f);
        var others = links.Others(point);
        var weights = links.Weights(point);
        var n = (uint)links.Points;
        var random = SeededOrder.Key(seed, ((long)pass << 32) | (uint)point) | 1;
        for (var e = 0; e < others.Length; e++)
        {
            // A link pulls in as large a share of the passes as it is strong.
            var share = weights[e] / greatest;
            if ((int)((pass + 1) * share) == (int)(pass * share)) continue;

            var (dx, dy) = (x - places[2 * others[e]], y - places[(2 * others[e]) + 1]);
            // Twice, since the point is one end of the link as it is the other.
            var pull = -4 / (1 + (dx * dx) + (dy * dy));
            forceX += Bounded(pull * dx);
            forceY += Bounded(pull * dy);
            for (var a = 0; a < Apart; a++)
            {
                // Marsaglia 2003, xorshift with the multiplication of Vigna 2016.
                random ^= random >> 12;
                random ^= random << 25;
                random ^= random >> 27;
                var other = (int)(((random * 0x2545F4914F6CDD1D >> 32) * n) >> 32);
                if (other == point) continue;
                (dx, dy) = (x - places[2 * other], y - places[(2 * other) + 1]);
                var square = (dx * dx) + (dy * dy);
                var push = 2 / ((0.001f + square) * (1 + square));
                forceX += Bounded(push * dx);
                forceY += Bounded(push * dy);
            }
        }

        return (forceX, forceY);
    }

    private static float Bounded(float force) => Math.Clamp(force, -MostForce, MostForce);
}
