using ActiveLabel.Core.Features.Map;
using ActiveLabel.Web.Intake;

namespace ActiveLabel.Web.Features.Map;

/// <summary>How far the survey of a project is, or how it ended.</summary>
/// <param name="Message">Why it failed, in words.</param>
public sealed record SurveyState(WorkState State, SurveyProgress Progress = default, double Rate = 0, TimeSpan? TimeLeft = null, string? Message = null)
{
    public bool IsOver => State is WorkState.Done or WorkState.Cancelled or WorkState.Failed;

    /// <summary>What is being done, in words.</summary>
    public string Step => State == WorkState.Waiting
        ? "Waiting for its turn"
        : Progress.Step switch
        {
            SurveyStep.Reading => "Step 1 of 4: reading what the network saw",
            SurveyStep.Neighbours => "Step 2 of 4: finding each image's neighbours",
            SurveyStep.Map => "Step 3 of 4: drawing the map",
            _ => "Step 4 of 4: finding near-duplicates",
        };

    public string Unit => Progress.Step == SurveyStep.Map ? "passes" : "images";
}
