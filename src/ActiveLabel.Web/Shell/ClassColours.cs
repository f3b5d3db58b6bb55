namespace ActiveLabel.Web.Shell;

/// <summary>
/// A colour for each class: twelve that stay apart for people with protanopia, deuteranopia and tritanopia too, 3:1
/// against the sheet in both modes. The colour never stands alone: the class's name or key is always beside it.
/// </summary>
public static class ClassColours
{
    /// <summary>Colours before they repeat.</summary>
    public const int Count = 12;

    /// <summary>The solid colour as a CSS value, for example <c>var(--class-0)</c>.</summary>
    /// <param name="ordinal">Zero-based place of the class in its project.</param>
    public static string For(int ordinal) => $"var(--class-{ordinal % Count})";

    /// <summary>A light wash of the colour over the sheet, for backgrounds behind text.</summary>
    /// <inheritdoc cref="For"/>
    public static string WashFor(int ordinal) => $"color-mix(in oklab, {For(ordinal)} 14%, var(--sheet))";

    /// <summary>Sets <c>--class</c> and <c>--class-wash</c> for an element and what it holds.</summary>
    /// <inheritdoc cref="For"/>
    public static string StyleFor(int ordinal) => $"--class:{For(ordinal)};--class-wash:{WashFor(ordinal)}";
}
