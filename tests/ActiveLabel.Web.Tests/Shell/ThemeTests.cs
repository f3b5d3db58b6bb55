using System.Globalization;
using System.Text.RegularExpressions;
using ActiveLabel.TestKit;
using ActiveLabel.Web.Shell;
using MudBlazor;
using MudBlazor.Utilities;

namespace ActiveLabel.Web.Tests.Shell;

/// <summary>The design's values: one palette for the pages' own style and for MudBlazor, and enough contrast in both modes.</summary>
public sealed partial class ThemeTests
{
    private static readonly string Tokens = File.ReadAllText(Path.Combine(Repository.Root, "wwwroot-assets", "css", "tokens.css"));

    public static TheoryData<bool> Modes => [false, true];

    [Theory]
    [MemberData(nameof(Modes))]
    public void MudBlazor_has_the_palette_of_the_style_sheet(bool dark)
    {
        var tokens = Read(dark);
        Palette palette = dark ? Theme.Mud.PaletteDark : Theme.Mud.PaletteLight;
        (string Token, MudColor Colour)[] pairs =
        [
            ("paper", palette.Background), ("sheet", palette.Surface), ("ink", palette.TextPrimary), ("ink-soft", palette.TextSecondary),
            ("line", palette.LinesDefault), ("line-strong", palette.LinesInputs), ("brand", palette.Primary), ("brand-ink", palette.PrimaryContrastText),
            ("good", palette.Success), ("warn", palette.Warning), ("bad", palette.Error), ("info", palette.Info),
        ];

        pairs.ShouldAllBe(p => p.Colour.ToString(MudColorOutputFormats.Hex) == tokens[p.Token]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_can_be_read_on_every_ground(bool dark)
    {
        var tokens = Read(dark);
        foreach (var ground in new[] { "paper", "sheet", "well", "brand-wash", "good-wash", "warn-wash", "bad-wash", "info-wash" })
        {
            Contrast(tokens["ink"], tokens[ground]).ShouldBeGreaterThan(7, ground);
            Contrast(tokens["ink-soft"], tokens[ground]).ShouldBeGreaterThan(4.5, ground);
        }

        Contrast(tokens["ink-faint"], tokens["sheet"]).ShouldBeGreaterThan(4.5);
        Contrast(tokens["brand"], tokens["paper"]).ShouldBeGreaterThan(4.5);
        Contrast(tokens["brand"], tokens["brand-wash"]).ShouldBeGreaterThan(4.5);
        Contrast(tokens["brand-ink"], tokens["brand"]).ShouldBeGreaterThan(4.5);
        Contrast(tokens["bad"], tokens["sheet"]).ShouldBeGreaterThan(4.5);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Borders_of_inputs_focus_and_class_colours_stand_out(bool dark)
    {
        var tokens = Read(dark);
        string[] seen = ["line-strong", "focus", .. Enumerable.Range(0, ClassColours.Count).Select(n => $"class-{n}")];
        foreach (var token in seen)
        {
            Contrast(tokens[token], tokens["sheet"]).ShouldBeGreaterThanOrEqualTo(3, token);
        }
    }

    [Fact]
    public void There_are_as_many_class_colours_as_the_code_says_and_then_they_repeat()
    {
        Read(dark: false).Keys.Count(k => ClassToken().IsMatch(k)).ShouldBe(ClassColours.Count);
        Read(dark: true).Keys.Count(k => ClassToken().IsMatch(k)).ShouldBe(ClassColours.Count);
        ClassColours.For(ClassColours.Count).ShouldBe(ClassColours.For(0));
    }

    private static Dictionary<string, string> Read(bool dark)
    {
        var start = Tokens.IndexOf(dark ? ":root[data-theme=\"dark\"]" : ":root[data-theme=\"light\"]", StringComparison.Ordinal);
        var block = Tokens[start..Tokens.IndexOf('}', start)];
        return Token().Matches(block).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
    }

    /// <summary>WCAG 2.2, contrast ratio.</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex("--(?<name>[a-z0-9-]+): (?<value>#[0-9a-f]{6});", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"^class-\d+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClassToken();
}
