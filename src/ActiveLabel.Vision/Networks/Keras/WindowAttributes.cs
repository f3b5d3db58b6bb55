using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>Tells ONNX how a kernel walks over the picture.</summary>
internal static class WindowAttributes
{
    /// <param name="padding">Padding that is taken into the kernel's own.</param>
    /// <exception cref="WrongUseException">It cannot be expressed.</exception>
    public static IEnumerable<AttributeProto> Attributes(this Window window, ZeroPadding? padding = null)
    {
        yield return NodeAttribute.Of("kernel_shape", window.Height, window.Width);
        yield return NodeAttribute.Of("strides", window.StrideY, window.StrideX);
        if (window is { DilationY: > 1 } or { DilationX: > 1 })
            yield return NodeAttribute.Of("dilations", window.DilationY, window.DilationX);
        if (padding is not null)
            yield return NodeAttribute.Of("pads", padding.Top, padding.Left, padding.Bottom, padding.Right);
        else if (window.Same)
            yield return Same(window);
    }

    /// <summary>Runtimes do not take dilation together with automatic padding; with stride 1 the amount is known beforehand.</summary>
    private static AttributeProto Same(Window window)
    {
        if (window is { DilationY: 1, DilationX: 1 })
            return NodeAttribute.Of("auto_pad", "SAME_UPPER");
        if (window is not { StrideY: 1, StrideX: 1 })
            throw new WrongUseException("A convolution with both stride and dilation is not known here.");
        var (y, x) = ((window.Height - 1) * window.DilationY, (window.Width - 1) * window.DilationX);
        return NodeAttribute.Of("pads", y / 2, x / 2, y - (y / 2), x - (x / 2));
    }
}
