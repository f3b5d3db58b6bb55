namespace ActiveLabel.Web.Intake;

/// <summary>What is done to a project's images, in this order.</summary>
public enum WorkKind
{
    Upload,
    Import,
    Featurize,
}

public enum WorkState
{
    Waiting,
    Running,
    Done,
    Cancelled,
    Failed,
}

/// <summary>How far one piece of work on a project is.</summary>
/// <param name="Step">What is being done right now, in words.</param>
/// <param name="Total">0 while it is not known.</param>
/// <param name="Rate">Images a second; 0 until it is known.</param>
/// <param name="Message">Why it failed, or how it ended.</param>
public sealed record WorkProgress(
    long ProjectId, WorkKind Kind, WorkState State, string Step, long Done = 0, long Total = 0, double Rate = 0, TimeSpan? TimeLeft = null, string? Message = null)
{
    public bool IsOver => State is WorkState.Done or WorkState.Cancelled or WorkState.Failed;
}
