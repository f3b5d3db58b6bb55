using ActiveLabel.Core.People;

namespace ActiveLabel.Web.Access;

/// <summary>Whom a page or an endpoint is for.</summary>
public enum Audience
{
    /// <summary>What concerns the whole server. So is everything that says nothing else and is not about a project.</summary>
    ServerAdmins,

    /// <summary>So is everything about a project that says nothing else.</summary>
    ProjectAdmins,

    /// <summary>Everybody in the project.</summary>
    Members,

    SignedIn,

    /// <summary>Strangers too.</summary>
    Anyone,
}

/// <summary>Opens a page or an endpoint to more than admins.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenToAttribute(Audience audience) : Attribute
{
    public Audience Audience => audience;

    public static OpenToAttribute Role(ProjectRole role) => new(role == ProjectRole.Admin ? Audience.ProjectAdmins : Audience.Members);
}
