using System.Globalization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Thresholds;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Review.Plots;
using ActiveLabel.Web.Shell;
using ActiveLabel.Web.Shell.Charts.Files;
using ActiveLabel.Web.Shell.Charts.Sketches;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Review.Curves;

/// <summary>Holds the threshold of one class: by slider, by number, by a suggestion, or by dragging along a curve.</summary>
public sealed partial class ThresholdBoard
{
    private const double Half = 0.5;

    private PlotSubject? _drawn;
    private PlotSketch _scores = null!;
    private (PlotTable Scores, PlotTable Roc, PlotTable PrecisionRecall) _tables;
    private string _rocPlaces = "";
    private string _precisionPlaces = "";
    private double _threshold = Half;
    private double? _given;
    private ThresholdFigures _figures;

    [CascadingParameter] public ProjectContext Context { get; set; } = null!;

    [Parameter, EditorRequired] public required ModelReview Review { get; set; }

    [Parameter, EditorRequired] public PlotSubject Subject { get; set; } = null!;

    /// <summary>In the order of the matrix.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ProjectClass> Classes { get; set; }

    /// <summary>What the page shows.</summary>
    [Parameter, EditorRequired] public ReviewAddress Address { get; set; } = null!;

    /// <summary>Told the threshold once it is let go.</summary>
    [Parameter] public EventCallback<double> OnThreshold { get; set; }

    [Parameter] public EventCallback<Relabelling> OnRelabel { get; set; }

    /// <summary>What the last correction did.</summary>
    [Parameter] public string Said { get; set; } = "";

    private string Readout =>
        $"{_threshold:0.00}: {_figures.TruePositives} of {_figures.Positives} {Subject.Name} found, {_figures.FalsePositives} of {_figures.Negatives} others called so";

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_drawn, Subject))
        {
            (_drawn, _scores) = (Subject, ScorePlot.Of(Subject, threshold: null));
            // None of them depends on the threshold, which is dragged.
            _tables = (ScorePlot.Table([Subject]), RocPlot.Table([Subject]), PrecisionRecallPlot.Table([Subject]));
            _rocPlaces = CurvePlaces.Write(Subject.Sweep, step => (step.FalsePositiveRate, step.Recall));
            _precisionPlaces = CurvePlaces.Write(Subject.Sweep, step => (step.Recall, step.Precision));
            Hold(_threshold);
        }

        // Also when somebody goes back to an address with another threshold.
        if (_given != Address.From && (_given = Address.From) is { } from)
            Hold(from);
    }

    /// <summary>As the slider has it, in hundredths.</summary>
    private string Place => _threshold.ToString("0.##", CultureInfo.InvariantCulture);

    private void Slide(string? typed)
    {
        if (double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) && double.IsFinite(threshold))
            Hold(Math.Clamp(threshold, 0, 1));
    }

    private Task LetGoAsync(ChangeEventArgs change)
    {
        Slide(change.Value as string);
        return TellAsync();
    }

    private Task TakeAsync(double threshold)
    {
        Hold(threshold);
        return TellAsync();
    }

    private Task TellAsync()
    {
        _given = _threshold;
        return OnThreshold.InvokeAsync(_threshold);
    }

    private void Hold(double threshold) => (_threshold, _figures) = (threshold, Subject.Sweep.At(threshold));

    private string Save(ReviewPlot plot, PlotFormat format) =>
        PlotEndpoints.Address(Context.Id, plot, format, Address with { AllClasses = false, ClassId = Subject.Class.Id, From = _threshold });
}
