namespace ActiveLabel.Web.Access;

/// <summary>What somebody reads who may not do what they asked for.</summary>
internal static class AccessWords
{
    public const string SignIn = "You are not signed in (any more): sign in and try again.";

    public const string SomebodyElse = "Somebody else has signed in in this browser meanwhile: sign in as yourself and try again.";

    /// <summary>The same whether the project is there or not, so that nobody finds out by asking.</summary>
    public const string NotInProject = "You are not in this project (any more): ask its admin.";

    public const string OnlyAdmins = "Only an admin of this project may do that.";

    public const string OnlyServerAdmins = "Only an admin of this server may do that.";
}
