using MudBlazor;

namespace ActiveLabel.Web.Shell;

/// <summary>The palette and type of <c>css/tokens.css</c>, as MudBlazor wants them.</summary>
internal static class Theme
{
    private static readonly string[] Sans = ["Source Sans 3", "system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"];
    private static readonly string[] Serif = ["Source Serif 4", "Georgia", "Times New Roman", "serif"];

    public static MudTheme Mud { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Background = "#f7f3ec",
            BackgroundGray = "#eee7db",
            Surface = "#fffdf9",
            DrawerBackground = "#fffdf9",
            AppbarBackground = "#fffdf9",
            AppbarText = "#2a231d",
            TextPrimary = "#2a231d",
            TextSecondary = "#63584c",
            TextDisabled = "#746858",
            ActionDefault = "#63584c",
            ActionDisabled = "#9d9182",
            ActionDisabledBackground = "#e3dacb",
            Primary = "#7d4a1e",
            PrimaryContrastText = "#fffdf9",
            Secondary = "#2d6187",
            SecondaryContrastText = "#fffdf9",
            Tertiary = "#2b6b4a",
            TertiaryContrastText = "#fffdf9",
            Success = "#2b6b4a",
            Warning = "#8a5a00",
            Error = "#ad3226",
            Info = "#2d6187",
            Dark = "#2a231d",
            LinesDefault = "#e3dacb",
            LinesInputs = "#8f8272",
            Divider = "#e3dacb",
            TableLines = "#e3dacb",
            TableHover = "#f3e6d6",
            OverlayDark = "rgba(42,35,29,0.45)",
        },
        PaletteDark = new PaletteDark
        {
            Background = "#161311",
            BackgroundGray = "#110f0d",
            Surface = "#1f1b18",
            DrawerBackground = "#1f1b18",
            AppbarBackground = "#1f1b18",
            AppbarText = "#ede6db",
            TextPrimary = "#ede6db",
            TextSecondary = "#b8ac9d",
            TextDisabled = "#a0937f",
            ActionDefault = "#b8ac9d",
            ActionDisabled = "#6f6558",
            ActionDisabledBackground = "#38312b",
            Primary = "#e0a86b",
            PrimaryContrastText = "#20160b",
            Secondary = "#82b8de",
            SecondaryContrastText = "#0e1a24",
            Tertiary = "#7cc79d",
            TertiaryContrastText = "#0d1f16",
            Success = "#7cc79d",
            SuccessContrastText = "#0d1f16",
            Warning = "#e5b95c",
            WarningContrastText = "#241b05",
            Error = "#f08f80",
            ErrorContrastText = "#2a0d08",
            Info = "#82b8de",
            InfoContrastText = "#0e1a24",
            Dark = "#ede6db",
            DarkContrastText = "#161311",
            LinesDefault = "#38312b",
            LinesInputs = "#857868",
            Divider = "#38312b",
            TableLines = "#38312b",
            TableHover = "#33281d",
            OverlayDark = "rgba(0,0,0,0.6)",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = "1.0625rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Serif, FontSize = "2.125rem", FontWeight = "600", LineHeight = "1.2", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontFamily = Serif, FontSize = "1.625rem", FontWeight = "600", LineHeight = "1.25", LetterSpacing = "-0.005em" },
            H3 = new H3Typography { FontFamily = Serif, FontSize = "1.25rem", FontWeight = "600", LineHeight = "1.3", LetterSpacing = "normal" },
            H4 = new H4Typography { FontFamily = Sans, FontSize = "1.0625rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            H5 = new H5Typography { FontFamily = Sans, FontSize = "1.0625rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Serif, FontSize = "1.25rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Sans, FontSize = "1.0625rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Sans, FontSize = "0.9375rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Sans, FontSize = "1.0625rem", FontWeight = "400", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontFamily = Sans, FontSize = "0.9375rem", FontWeight = "600", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = Sans, FontSize = "0.875rem", LineHeight = "1.4", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Sans, FontSize = "1rem", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "56px" },
    };
}
