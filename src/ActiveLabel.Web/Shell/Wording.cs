namespace ActiveLabel.Web.Shell;

/// <summary>Figures in words, the same on every page.</summary>
public static class Wording
{
    /// <summary>For example <c>40 s</c>, <c>3 min</c>, <c>1 h 20 min</c>; rounded so that a countdown does not fidget.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "a moment",
        { TotalSeconds: < 20 } => $"{Math.Ceiling(time.TotalSeconds):0} s",
        { TotalSeconds: < 60 } => $"{Math.Ceiling(time.TotalSeconds / 5) * 5:0} s",
        { TotalMinutes: < 60 } => $"{Math.Ceiling(time.TotalMinutes):0} min",
        { TotalHours: < 24 } => $"{(int)time.TotalHours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} d {time.Hours} h",
    };

    /// <summary>For example <c>1 image</c> or <c>2,000 images</c>.</summary>
    public static string Count(long count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count:N0} {many ?? one + "s"}";

    /// <summary>For example <c>93.5%</c>.</summary>
    public static string Percent(double share) => $"{share * 100:0.0}%";

    /// <summary>For example <c>1.4 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => $"{bytes / 1e3:0} kB",
        < 1_000_000_000 => $"{bytes / 1e6:0.0} MB",
        _ => $"{bytes / 1e9:0.00} GB",
    };
}
