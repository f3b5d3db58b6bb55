using System.Numerics;

namespace ActiveLabel.Vision.Drawing;

/// <summary>
/// Optical densities (red, green, blue) of what colours wood: light comes back as exp(-density), so pigments add
/// and a knot in brown wood is browner still, as under a real lamp.
/// </summary>
internal static class Pigments
{
    public static readonly Vector3 Sapwood = new(0.24f, 0.41f, 0.82f);
    public static readonly Vector3 Latewood = new(0.84f, 1.01f, 1.20f);
    public static readonly Vector3 Heart = new(0.84f, 1.02f, 1.22f);
    public static readonly Vector3 GreyHeart = new(0.94f, 1.01f, 1.11f);
    public static readonly Vector3 Resin = new(0.62f, 1.00f, 1.60f);
    public static readonly Vector3 Bark = new(0.93f, 1.03f, 1.12f);
    public static readonly Vector3 RedBark = new(0.76f, 1.05f, 1.26f);
    public static readonly Vector3 BrownRot = new(0.80f, 1.02f, 1.24f);
    public static readonly Vector3 GreyRot = new(1.05f, 1.00f, 0.90f);
    public static readonly Vector3 Crack = new(0.92f, 1.04f, 1.14f);

    /// <summary>
    /// Some of one and the rest of another. The framework's own interpolation multiplies and adds in one step where
    /// the processor can, which rounds differently from one machine to the next.
    /// </summary>
    public static Vector3 Mix(Vector3 one, Vector3 other, float share) => one + ((other - one) * share);
}
