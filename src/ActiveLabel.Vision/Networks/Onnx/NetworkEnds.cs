namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>The names of input and output that every network in the catalogue has.</summary>
internal static class NetworkEnds
{
    /// <summary>[N, 3, H, W].</summary>
    public const string Image = "image";

    /// <summary>[N, width].</summary>
    public const string Features = "features";
}
