namespace ActiveLabel.Vision.Networks.Onnx.Quantization;

/// <summary>The values that a tensor takes, 0 among them, since padding and rectifying bring it in.</summary>
internal readonly record struct ValueRange(float Low, float High)
{
    private const int Steps = 255;

    public static ValueRange Nothing => new(0, 0);

    /// <summary>Distance of two neighbouring levels when the range is told in 8 bits; 1 where it holds one value only.</summary>
    public float Scale => High > Low ? (High - Low) / Steps : 1;

    /// <summary>The level that stands for 0.</summary>
    public byte ZeroPoint => (byte)Math.Clamp(MathF.Round(-Low / Scale), 0, Steps);

    public ValueRange With(float low, float high) => new(Math.Min(Low, low), Math.Max(High, high));
}
