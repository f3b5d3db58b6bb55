using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Resizing;

/// <summary>
/// Where a picture of a given size comes to lie in the network's input: it is resized to <paramref name="Width"/> x
/// <paramref name="Height"/> and its upper left corner put at (<paramref name="Left"/>, <paramref name="Top"/>) of the
/// input; what reaches outside is cut off, what stays empty is black.
/// </summary>
internal readonly record struct ResizePlan(int Width, int Height, int Left, int Top)
{
    public static ResizePlan For(Preprocessing input, int width, int height) => input.Resize switch
    {
        ResizeMode.Pad => Centred(input, width, height, Math.Min((double)input.Width / width, (double)input.Height / height)),
        ResizeMode.CentreCrop => Centred(input, width, height, Math.Max((double)input.Width / width, (double)input.Height / height)),
        _ => new ResizePlan(input.Width, input.Height, 0, 0),
    };

    private static ResizePlan Centred(Preprocessing input, int width, int height, double scale)
    {
        var (newWidth, newHeight) = (Side(width * scale), Side(height * scale));
        return new ResizePlan(newWidth, newHeight, Offset(input.Width - newWidth), Offset(input.Height - newHeight));
    }

    private static int Side(double length) => Math.Max(1, (int)Math.Round(length));

    // Rounded down, for a border to be filled as for one to be cut off.
    private static int Offset(int room) => room >> 1;
}
