namespace ActiveLabel.Web.Access;

/// <summary>Addresses on the way in.</summary>
internal static class SignInAddress
{
    public const string Page = "/sign-in", Out = "/sign-out", Setup = "/setup", Invitation = "/invitation", Reset = "/reset", Other = "/sign-in/other", Callback = "/sign-in/callback";

    /// <summary>The sign-in page that leads to that address afterwards.</summary>
    public static string For(string? to) => Local(to) is "/" ? Page : $"{Page}?to={Uri.EscapeDataString(Local(to))}";

    /// <summary>An address on this server, so that nobody is led elsewhere by a link: the first page where it is another.</summary>
    public static string Local(string? to) =>
        to is ['/', ..] && to is not ['/', '/' or '\\', ..] && !to.Any(char.IsControl) && !to.Contains('\\', StringComparison.Ordinal)
        && !to.StartsWith(Page, StringComparison.Ordinal) && !to.StartsWith(Out, StringComparison.Ordinal)
            ? to
            : "/";
}
