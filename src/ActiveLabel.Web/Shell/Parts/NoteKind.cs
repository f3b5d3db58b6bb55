namespace ActiveLabel.Web.Shell;

/// <summary>How much a <see cref="Note"/> matters.</summary>
public enum NoteKind
{
    Info,
    Good,
    Warn,
    Bad,
}
