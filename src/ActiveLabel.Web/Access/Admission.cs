using ActiveLabel.Core.People;

namespace ActiveLabel.Web.Access;

/// <summary>Whether somebody may have what they ask for.</summary>
public enum Verdict
{
    Allowed,

    /// <summary>Nobody knows who they are.</summary>
    SignIn,

    NotInProject,

    OnlyAdmins,

    OnlyServerAdmins,
}

/// <param name="Visitor">Null for a stranger.</param>
/// <param name="Role">In the project asked about, if there is one and they are in it.</param>
public sealed record Admission(Verdict Verdict, Visitor? Visitor = null, ProjectRole? Role = null)
{
    public bool IsAllowed => Verdict == Verdict.Allowed;

    internal string Words => Verdict switch
    {
        Verdict.SignIn => AccessWords.SignIn,
        Verdict.NotInProject => AccessWords.NotInProject,
        Verdict.OnlyAdmins => AccessWords.OnlyAdmins,
        _ => AccessWords.OnlyServerAdmins,
    };
}
