namespace ActiveLabel.Core.Features.Likeness;

/// <summary>A vector that is like another.</summary>
/// <param name="Place">Among the vectors searched.</param>
/// <param name="Cosine">Between the two points, -1 to 1.</param>
public readonly record struct LikeVector(int Place, float Cosine)
{
    /// <summary>
    /// Between the two points, which have length one: 0 to 2. It orders as the cosine does, d² = 2 - 2 cos.
    /// </summary>
    public float Distance => DistanceOf(Cosine);

    public static float DistanceOf(float cosine) => MathF.Sqrt(Math.Max(0, 2 - (2 * cosine)));
}
