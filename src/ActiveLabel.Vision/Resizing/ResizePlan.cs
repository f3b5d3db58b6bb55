using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Resizing;

/// <summary>
/// Where a picture of a given size comes to lie in the network's input: it is resized to <paramref name="Width"/> x
/// <paramref name="Height"/> and its upper left corner put at (<paramref name="Left"/>, <paramref name="Top"/>) of the
/// input; what reaches outside is cut off, what stays empty is black.
/// </summary>
internal readonly record struct ResizePlan(int Width, int Height, int Left, int Top)
{
    /// <param name="input">Its views too: five crops each have a plan of their own, a picture and its mirror image share one.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="crop">Which of five crops: the corners row by row, then the centre.</param>
    public static ResizePlan For(Preprocessing input, int width, int height, int crop = 0)
    {
        if (input.Views != Views.FiveCrops) return Onto(input.Resize, input.Width, input.Height, width, height);
        var (canvasWidth, canvasHeight) = (Side(input.Width * 8d / 7), Side(input.Height * 8d / 7));
        var plan = Onto(input.Resize, canvasWidth, canvasHeight, width, height);
        // The corners of a picture whose shorter side was resized are its own, not those of the square in its middle.
        if (input.Resize == ResizeMode.CentreCrop)
            (canvasWidth, canvasHeight, plan) = (plan.Width, plan.Height, plan with { Left = 0, Top = 0 });
        var (spareWidth, spareHeight) = (canvasWidth - input.Width, canvasHeight - input.Height);
        var (left, top) = crop switch
        {
            0 => (0, 0),
            1 => (spareWidth, 0),
            2 => (0, spareHeight),
            3 => (spareWidth, spareHeight),
            _ => (spareWidth >> 1, spareHeight >> 1),
        };
        return plan with { Left = plan.Left - left, Top = plan.Top - top };
    }

    private static ResizePlan Onto(ResizeMode mode, int canvasWidth, int canvasHeight, int width, int height)
    {
        var (across, down) = ((double)canvasWidth / width, (double)canvasHeight / height);
        var scale = mode == ResizeMode.Pad ? Math.Min(across, down) : Math.Max(across, down);
        var (newWidth, newHeight) = mode == ResizeMode.Stretch ? (canvasWidth, canvasHeight) : (Side(width * scale), Side(height * scale));
        return new ResizePlan(newWidth, newHeight, Offset(canvasWidth - newWidth), Offset(canvasHeight - newHeight));
    }

    private static int Side(double length) => Math.Max(1, (int)Math.Round(length));

    // Rounded down, for a border to be filled as for one to be cut off.
    private static int Offset(int room) => room >> 1;
}
